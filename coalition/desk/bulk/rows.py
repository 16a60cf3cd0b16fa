"""Memberships and attendance as rows: each is part of a record, which is what is edited."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from import_export.fields import Field

from coalition.desk.bulk.claimed import (
    CLAIM_COLUMNS,
    changes_of_claim,
    shown,
    write_claim,
)
from coalition.desk.bulk.resources import BulkResource
from coalition.desk.bulk.tables import Table
from coalition.desk.bulk.widgets import (
    ChoiceWidget,
    DateWidget,
    NumberWidget,
    RecordWidget,
    TextWidget,
)
from coalition.editing.audit import log
from coalition.editing.edits import touch
from coalition.editing.ownership import OWNER_FIELDS
from coalition.models import (
    Alliance,
    AllianceMembership,
    Attendance,
    AttendanceStatus,
    Leader,
    Meeting,
    MembershipEnding,
    Party,
    PartyMembership,
    ReasonGiven,
    Role,
    Source,
)
from coalition.revisions import keep_before, keep_each


class RowResource(BulkResource):
    """A row of a record. `key_columns` are the cells that tell which row it is."""

    key_columns: ClassVar[tuple[str, ...]] = ()
    shown_with = ("claims__source",)

    # Without an attribute of their own: `claimed` reads and writes them.
    source = Field(None, "source", widget=RecordWidget(Source))
    paragraph = Field(None, "paragraph", widget=NumberWidget())
    attribution = Field(None, "attribution", widget=TextWidget())
    quote = Field(None, "quote", widget=TextWidget())

    @property
    def owner_field(self) -> str:
        return OWNER_FIELDS[self._meta.model]

    @property
    def owner_model(self) -> Any:
        return self._meta.model._meta.get_field(self.owner_field).related_model

    def prepare(self, table: Table) -> None:
        super().prepare(table)
        directory = self.directories[self.owner_model]
        place = table.headers.index(self.owner_field)
        named = {
            record.pk: record
            for _number, cells in table.rows
            for record in directory.named(cells[place])
        }
        self._owners = self.lock(self.owner_model, named.values())
        self._rows: dict[Any, Any] = {}
        stored = self._meta.model._default_manager.filter(
            **{f"{self.owner_field}__in": list(self._owners)}
        )
        for row in self.loaded(stored):
            self._rows.setdefault(self.identity_of(row), row)

    def loaded(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        related = [name for name in self._meta.fields if name in _relations(self._meta.model)]
        return rows.select_related(*related).prefetch_related("claims__source")

    def identity_of(self, row: Any) -> Any:
        """What tells `row` from the other rows, as values that compare."""
        raise NotImplementedError

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        instance = self._meta.model()
        for name in self.key_columns:
            if name in row:
                setattr(instance, name, self.cell(row, name))
        owner = getattr(instance, f"{self.owner_field}_id")
        if owner is None:
            raise ValidationError(
                {self.owner_field: _("Name the %s.") % self.owner_model._meta.verbose_name}
            )
        self.version = self._owners[owner].version
        self.check_key(instance)
        identity = self.identity_of(instance)
        self.once(identity)
        found = self._rows.get(identity)
        if found is not None:
            setattr(found, self.owner_field, self._owners[owner])
        return found

    def check_key(self, instance: Any) -> None:
        """Raise ValidationError if it cannot be told which row is meant."""

    def init_instance(self, row: Any = None) -> Any:
        return self._meta.model()

    def import_field(
        self, field: Any, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any
    ) -> None:
        if field.column_name in CLAIM_COLUMNS:
            if field.column_name in row:
                self._said[field.column_name] = field.clean(row, **kwargs)
            return
        super().import_field(field, instance, row, is_m2m, **kwargs)
        if field.column_name == self.owner_field and self.owner_field in row:
            key = getattr(instance, f"{self.owner_field}_id")
            setattr(instance, self.owner_field, self._owners[key])

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        self._said: dict[str, Any] = {}
        super().import_instance(instance, row, **kwargs)
        says_something = any(self._said.get(name) for name in CLAIM_COLUMNS)
        if says_something and not self._said.get("source"):
            raise ValidationError({"source": _("Which report says so? Name it by its slug.")})

    def adds_to(self, instance: Any) -> bool:
        return changes_of_claim(instance, self._said) is not None

    def export_field(self, field: Any, instance: Any, **kwargs: Any) -> Any:
        if field.column_name in CLAIM_COLUMNS:
            return shown(instance, field.column_name)
        return super().export_field(field, instance, **kwargs)

    def write(self, instance: Any, is_create: bool, row: Any) -> None:
        owner = getattr(instance, self.owner_field)
        identity = (type(owner), owner.pk)
        if identity not in self.touched and not self.is_rehearsal:
            keep_before(owner)
        # Asked before it is saved: a new row has no claims to look up.
        found = changes_of_claim(instance, self._said)
        instance.save(force_insert=is_create)
        if found is not None:
            write_claim(instance, *found)
        instance._prefetched_objects_cache = {}
        self.touched[identity] = owner

    def settle(self, words: str) -> None:
        owners: Any = list(self.touched.values())
        for owner in owners:
            touch(owner, by=self.by)
        if owners:
            keys = [owner.pk for owner in owners]
            keep_each(self.owner_model, keys, by=self.by, words=words)
            log(owners, by=self.by, words=words)


def _relations(model: Any) -> set[str]:
    return {field.name for field in model._meta.fields if field.is_relation}


class MembershipResource(RowResource):
    def identity_of(self, row: Any) -> Any:
        return (
            getattr(row, f"{self.owner_field}_id"),
            row.party_id,
            row.since.edtf if row.since else "",
        )

    def check_key(self, instance: Any) -> None:
        if instance.party_id is None:
            raise ValidationError({"party": _("Name the party.")})


_TENURE = ("since", "until", "ending")


class PartyMembershipResource(MembershipResource):
    needed = (("leader",), ("party",))
    key_columns = ("leader", "party", "since")

    leader = Field("leader", widget=RecordWidget(Leader))
    party = Field("party", widget=RecordWidget(Party))
    since = Field("since", widget=DateWidget())
    until = Field("until", widget=DateWidget())
    ending = Field("ending", widget=ChoiceWidget(MembershipEnding.choices))

    class Meta(BulkResource.Meta):
        model = PartyMembership
        fields: ClassVar[tuple[str, ...]] = ("leader", "party", *_TENURE, *CLAIM_COLUMNS)
        export_order = fields


class AllianceMembershipResource(MembershipResource):
    needed = (("alliance",), ("party",))
    key_columns = ("alliance", "party", "since")

    alliance = Field("alliance", widget=RecordWidget(Alliance))
    party = Field("party", widget=RecordWidget(Party))
    since = Field("since", widget=DateWidget())
    until = Field("until", widget=DateWidget())
    ending = Field("ending", widget=ChoiceWidget(MembershipEnding.choices))

    class Meta(BulkResource.Meta):
        model = AllianceMembership
        fields: ClassVar[tuple[str, ...]] = ("alliance", "party", *_TENURE, *CLAIM_COLUMNS)
        export_order = fields


class AttendanceResource(RowResource):
    """One row per leader of a meeting, and one per party as such."""

    needed = (("meeting",), ("leader", "party"), ("status",))
    key_columns = ("meeting", "leader", "party")

    meeting = Field("meeting", widget=RecordWidget(Meeting))
    leader = Field("leader", widget=RecordWidget(Leader))
    party = Field("party", widget=RecordWidget(Party))
    status = Field("status", widget=ChoiceWidget(AttendanceStatus.choices))
    role = Field("role", widget=ChoiceWidget(Role.choices, empty=Role.PARTICIPANT))
    on_behalf_of = Field("on_behalf_of", widget=RecordWidget(Leader))
    described_as = Field("described_as", widget=TextWidget())
    named_as = Field("named_as", widget=TextWidget())
    reason_given = Field("reason_given", widget=ChoiceWidget(ReasonGiven.choices))
    reason = Field("reason", widget=TextWidget(multiline=True))

    class Meta(BulkResource.Meta):
        model = Attendance
        fields: ClassVar[tuple[str, ...]] = (
            "meeting",
            "leader",
            "party",
            "status",
            "role",
            "on_behalf_of",
            "described_as",
            "named_as",
            "reason_given",
            "reason",
            *CLAIM_COLUMNS,
        )
        export_order = fields

    def identity_of(self, row: Any) -> Any:
        if row.leader_id is not None:
            return (row.meeting_id, "leader", row.leader_id)
        return (row.meeting_id, "party", row.party_id)

    def check_key(self, instance: Any) -> None:
        if instance.leader_id is None and instance.party_id is None:
            raise ValidationError({"leader": _("Name a leader, a party, or both.")})

    def problems(self, instance: Any) -> Iterator[ValidationError]:
        yield from super().problems(instance)
        if not instance.status:
            yield ValidationError({"status": _("Say whether they came: attended, absent …")})
