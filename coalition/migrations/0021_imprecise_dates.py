"""Indexes of what may have been on several days, and of the statuses and roles that are rare."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("coalition", "0020_webhook_last_success")]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=[
                    "kind",
                    "earliest",
                    "sort_key",
                    "state",
                    "category",
                    "region",
                    "latest",
                    "party_count",
                    "leader_count",
                    "is_disputed",
                    "is_corrected",
                    "published_at",
                    "sequence",
                ],
                condition=Q(is_live=True)
                & (Q(earliest__lt=F("latest")) | Q(earliest=None) | Q(latest=None)),
                name="coalition_edition_imprecise",
            ),
        ),
        migrations.AddIndex(
            model_name="editionlink",
            index=models.Index(
                fields=["relation", "edition"],
                condition=Q(
                    relation__in=[
                        "absent",
                        "expected",
                        "invited",
                        "declined",
                        "host",
                        "convener",
                        "chair",
                    ]
                ),
                name="coalition_link_telling",
            ),
        ),
    ]
