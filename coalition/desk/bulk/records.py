"""Parties and leaders as rows: found by their slug or, without one, by a name that only one has."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from import_export.fields import Field

from coalition.desk.bulk.directory import Directory
from coalition.desk.bulk.names import NameCell, NamesWidget, missing_names
from coalition.desk.bulk.resources import BulkResource
from coalition.desk.bulk.tables import Table
from coalition.desk.bulk.widgets import DateWidget, RecordWidget, TextWidget
from coalition.editing.addresses import free_slug
from coalition.editing.audit import ADDITION, CHANGE, log
from coalition.editing.edits import settle_stage
from coalition.models import Leader, NameKind, Party, Record
from coalition.name_lookup import NAMED_MODELS
from coalition.revisions import keep_before, keep_each


class RecordResource(BulkResource):
    """A record with a slug, a name and other names."""

    needed = (("slug", "name"),)
    shown_with = ("other_names",)

    def loaded(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        related = [name for name in self._meta.fields if name == "split_from"]
        return rows.select_related(*related).prefetch_related("other_names")

    def prepare(self, table: Table) -> None:
        super().prepare(table)
        model = self._meta.model
        places = [table.headers.index(n) for n in ("slug", "name") if n in table.headers]
        texts = {cells[place] for _number, cells in table.rows for place in places}
        own = Directory(model, texts)
        found = {record.pk: record for text in texts for record in own.named(text)}
        self._missing: list[NameCell] = []
        self._own, self._locked = own, self.lock(model, found.values(), "other_names")
        self._made: list[Record] = []

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        slug, name = row.get("slug", ""), row.get("name", "")
        if not slug and not name:
            raise ValidationError({"name": _("Give a name; or the slug of what is recorded.")})
        found = [self._own.by_slug(slug)] if slug else self._own.named(name)
        found = [record for record in found if record is not None]
        if len(found) > 1:
            choices = ", ".join(f"{record} = {record.slug}" for record in found[:5])
            raise ValidationError(
                {
                    "slug": _("“%(name)s” may be several: %(choices)s. Write the slug.")
                    % {"name": name, "choices": choices}
                }
            )
        self.once(("record", found[0].pk) if found else ("new", slug or name.casefold()))
        return self._locked.get(found[0].pk) if found else None

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        super().after_init_instance(instance, new, row, **kwargs)
        self._is_named_only = not row.get("slug")
        self.version = None if new else instance.version

    def import_field(
        self, field: Any, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any
    ) -> None:
        if field.column_name == "other_names" and "other_names" in row:
            self._missing = missing_names(instance, field.clean(row, **kwargs))
            return
        if field.column_name == "other_names":
            return
        if field.column_name == "slug" and self._is_named_only:
            if instance.pk is None and row.get("name"):
                instance.slug = free_slug(type(instance), row["name"])
            return
        if field.column_name == "name" and self._is_named_only and instance.pk is not None:
            # It was found by this or another of its names, which renames nothing.
            return
        super().import_field(field, instance, row, is_m2m, **kwargs)

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        self._missing = []
        super().import_instance(instance, row, **kwargs)

    def adds_to(self, instance: Any) -> bool:
        return bool(self._missing)

    def write(self, instance: Any, is_create: bool, row: Any) -> None:
        if not is_create:
            if not self.is_rehearsal:
                keep_before(type(instance)._default_manager.get(pk=instance.pk))
            settle_stage(instance, by=self.by)
        instance.save(force_insert=is_create)
        other_model, owner = NAMED_MODELS[type(instance)]
        for cell in self._missing:
            other_model(
                **{owner: instance.pk},
                name=cell.name,
                kind=cell.kind or NameKind.ALIAS,
                language=cell.language,
            ).save(force_insert=True)
        instance._prefetched_objects_cache = {}
        if directory := self.directories.get(type(instance)):
            directory.enter(instance)
        self.touched[type(instance), instance.pk] = instance
        if is_create:
            self._made.append(instance)

    def settle(self, words: str) -> None:
        model = self._meta.model
        keep_each(model, [key for _model, key in self.touched], by=self.by, words=words)
        made = {record.pk for record in self._made}
        for act, is_new in ((ADDITION, True), (CHANGE, False)):
            records: Any = [r for r in self.touched.values() if (r.pk in made) is is_new]
            log(records, by=self.by, words=words, act=act)


class PartyResource(RecordResource):
    slug = Field("slug", widget=TextWidget())
    name = Field("name", widget=TextWidget())
    abbreviation = Field("abbreviation", widget=TextWidget())
    other_names = Field("other_names", widget=NamesWidget())
    colour = Field("colour", widget=TextWidget())
    wikidata_id = Field("wikidata_id", widget=TextWidget())
    founded = Field("founded", widget=DateWidget())
    dissolved = Field("dissolved", widget=DateWidget())
    split_from = Field("split_from", widget=RecordWidget(Party))
    summary = Field("summary", widget=TextWidget(multiline=True))

    class Meta(BulkResource.Meta):
        model = Party
        fields: ClassVar[tuple[str, ...]] = (
            "slug",
            "name",
            "abbreviation",
            "other_names",
            "colour",
            "wikidata_id",
            "founded",
            "dissolved",
            "split_from",
            "summary",
        )
        export_order = fields


class LeaderResource(RecordResource):
    slug = Field("slug", widget=TextWidget())
    name = Field("name", widget=TextWidget())
    sort_name = Field("sort_name", widget=TextWidget())
    other_names = Field("other_names", widget=NamesWidget())
    wikidata_id = Field("wikidata_id", widget=TextWidget())
    summary = Field("summary", widget=TextWidget(multiline=True))

    class Meta(BulkResource.Meta):
        model = Leader
        fields: ClassVar[tuple[str, ...]] = (
            "slug",
            "name",
            "sort_name",
            "other_names",
            "wikidata_id",
            "summary",
        )
        export_order = fields
