"""Until when each edition was live, so that pages can be shown as they were."""

from typing import Any

from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery


def fill_in(apps: Any, schema_editor: Any) -> None:
    """An edition was live until the next one of its record, a tombstone included, was written."""
    editions = apps.get_model("coalition", "Edition").objects.using(schema_editor.connection.alias)
    following = editions.filter(uid=OuterRef("uid"), number=OuterRef("number") + 1)
    past = editions.filter(is_live=False).exclude(body="")
    past.update(retired_at=Subquery(following.values("published_at")[:1]))
    # A ledger that lost a number by hand still has a moment for each of its editions.
    past.filter(retired_at=None).update(retired_at=F("published_at"))


class Migration(migrations.Migration):
    dependencies = [("coalition", "0011_companions_of_schedules")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="retired_at",
            field=models.DateTimeField(
                help_text="When the next edition or a withdrawal took its place.",
                null=True,
                verbose_name="live until",
            ),
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["kind", "sort_key"], name="coalition_edition_past_list"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(
                condition=Q(is_live=True, retired_at=None)
                | Q(body="", retired_at=None)
                | (~Q(body="") & Q(is_live=False, retired_at__isnull=False)),
                name="coalition_edition_retired_when_not_live",
            ),
        ),
    ]
