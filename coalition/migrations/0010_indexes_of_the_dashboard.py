"""What the dashboard asks for is little beside all there is: an index each of just that."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coalition", "0009_merges_among_amendments"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="attendance",
            index=models.Index(
                condition=models.Q(("status", "expected")),
                fields=["meeting"],
                name="coalition_attendance_expected",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("value", ""), _negated=True),
                fields=["field"],
                name="coalition_claim_asserted",
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(
                condition=models.Q(("occurrence__in", ("tentative", "confirmed"))),
                fields=["-date_latest"],
                name="coalition_meeting_planned",
            ),
        ),
    ]
