"""What goes along with a scheduled publication: nobody changes that unseen either."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coalition", "0010_indexes_of_the_dashboard")]

    operations = [
        migrations.AddField(
            model_name="scheduledpublication",
            name="companions",
            field=models.JSONField(blank=True, default=dict, verbose_name="goes along"),
        ),
    ]
