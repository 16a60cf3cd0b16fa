"""Webhooks, and who may look after them: administrators alone; see 0003 for why permissions are
created here."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.apps import apps as installed_apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations, models

import coalition.models.sources
import coalition.models.text

ADMINISTRATOR = {
    *(f"{action}_webhooksubscription" for action in ("add", "change", "delete", "view")),
    "change_webhookdelivery",
    "view_webhookdelivery",
}


def add_permissions(apps, schema_editor):
    database = schema_editor.connection.alias
    config = installed_apps.get_app_config("coalition")
    create_contenttypes(config, verbosity=0, using=database, apps=apps)
    create_permissions(config, verbosity=0, using=database, apps=apps)
    group, _created = (
        apps.get_model("auth", "Group").objects.using(database).get_or_create(name="Administrators")
    )
    permission_model = apps.get_model("auth", "Permission")
    group.permissions.add(
        *permission_model.objects.using(database).filter(
            content_type__app_label="coalition", codename__in=ADMINISTRATOR
        )
    )


def remove_permissions(apps, schema_editor):
    database = schema_editor.connection.alias
    apps.get_model("auth", "Permission").objects.using(database).filter(
        content_type__app_label="coalition", codename__in=ADMINISTRATOR
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("coalition", "0017_columns_of_filters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="WebhookSubscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="identifier"
                    ),
                ),
                (
                    "name",
                    coalition.models.text.LineField(
                        help_text="Of the partner, and what it is for.",
                        max_length=100,
                        verbose_name="name",
                    ),
                ),
                (
                    "url",
                    coalition.models.sources.WebAddressField(
                        help_text="Where messages are sent, with https.",
                        max_length=500,
                        verbose_name="address",
                    ),
                ),
                (
                    "secret",
                    coalition.models.text.LineField(
                        editable=False, max_length=100, verbose_name="secret"
                    ),
                ),
                (
                    "previous_secret",
                    coalition.models.text.LineField(
                        blank=True, editable=False, max_length=100, verbose_name="previous secret"
                    ),
                ),
                (
                    "previous_secret_until",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        null=True,
                        verbose_name="previous secret signs until",
                    ),
                ),
                (
                    "kinds",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="None ticked means all.",
                        verbose_name="kinds",
                    ),
                ),
                (
                    "causes",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="None ticked means all. Withdrawals and merges are always sent.",
                        verbose_name="causes",
                    ),
                ),
                (
                    "with_document",
                    models.BooleanField(
                        default=True,
                        help_text="Otherwise the message only says that there is a new edition.",
                        verbose_name="with the document",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("paused", "Paused"),
                            ("disabled", "Disabled"),
                        ],
                        default="active",
                        max_length=8,
                        verbose_name="standing",
                    ),
                ),
                (
                    "disabled_because",
                    coalition.models.text.ProseField(
                        blank=True, max_length=500, verbose_name="why it is disabled"
                    ),
                ),
                (
                    "failures",
                    models.PositiveIntegerField(default=0, verbose_name="failures in a row"),
                ),
                (
                    "resting_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="resting until"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="created"),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="created by",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        help_text="The account that answers for it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="responsible",
                    ),
                ),
            ],
            options={
                "verbose_name": "webhook",
                "verbose_name_plural": "webhooks",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(null=True, verbose_name="record")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("delivered", "Delivered"),
                            ("dead", "Given up"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="written"),
                ),
                (
                    "due_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="next attempt"
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0, verbose_name="attempts")),
                ("first_attempt_at", models.DateTimeField(null=True, verbose_name="first attempt")),
                ("last_attempt_at", models.DateTimeField(null=True, verbose_name="last attempt")),
                ("delivered_at", models.DateTimeField(null=True, verbose_name="delivered")),
                (
                    "status",
                    models.PositiveSmallIntegerField(
                        help_text="Empty if there was no answer.",
                        null=True,
                        verbose_name="status of the last answer",
                    ),
                ),
                (
                    "answer",
                    coalition.models.text.ProseField(
                        blank=True,
                        help_text="Its beginning, or why there was none.",
                        max_length=1000,
                        verbose_name="last answer",
                    ),
                ),
                (
                    "claimed_by",
                    coalition.models.text.LineField(
                        blank=True, max_length=100, verbose_name="worker"
                    ),
                ),
                (
                    "claimed_until",
                    models.DateTimeField(
                        help_text="After that another worker takes it: this one was stopped.",
                        null=True,
                        verbose_name="lent to it until",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="coalition.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="coalition.webhooksubscription",
                        verbose_name="webhook",
                    ),
                ),
            ],
            options={
                "verbose_name": "webhook message",
                "verbose_name_plural": "webhook messages",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="WebhookTopic",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("party", "Party"),
                            ("leader", "Leader"),
                            ("alliance", "Alliance"),
                            ("election", "Election"),
                            ("meeting", "Meeting"),
                            ("seat_sharing_talk", "Seat-sharing talk"),
                            ("statement", "Statement"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("uid", models.UUIDField(verbose_name="record")),
                (
                    "subscription",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="topics",
                        to="coalition.webhooksubscription",
                        verbose_name="webhook",
                    ),
                ),
            ],
            options={
                "verbose_name": "topic of a webhook",
                "verbose_name_plural": "topics of webhooks",
                "ordering": ["subscription", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="webhooksubscription",
            constraint=models.UniqueConstraint(
                fields=("name",),
                name="coalition_webhooksubscription_name_once",
                violation_error_message="There is a webhook of that name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhooksubscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__in", ["active", "paused", "disabled"])),
                name="coalition_webhooksubscription_standing_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhooksubscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("secret", ""), _negated=True),
                name="coalition_webhooksubscription_secret_given",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhooksubscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("previous_secret", ""), ("previous_secret_until", None)),
                    models.Q(
                        models.Q(("previous_secret", ""), _negated=True),
                        ("previous_secret_until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="coalition_webhooksubscription_previous_secret_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhooksubscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("standing", "disabled"), ("disabled_because", ""), _connector="OR"
                ),
                name="coalition_webhooksubscription_reason_only_if_disabled",
            ),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["subscription", "due_at"],
                name="coalition_delivery_due",
            ),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["subscription", "uid", "edition"],
                name="coalition_delivery_order",
            ),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(
                condition=models.Q(("state", "delivered")),
                fields=["delivered_at"],
                name="coalition_delivery_done",
            ),
        ),
        migrations.AddIndex(
            model_name="webhookdelivery",
            index=models.Index(
                condition=models.Q(("state", "dead")),
                fields=["subscription"],
                name="coalition_delivery_dead",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.UniqueConstraint(
                fields=("subscription", "edition"), name="coalition_webhookdelivery_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "delivered", "dead"])),
                name="coalition_webhookdelivery_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("edition", None), ("uid", None)),
                    models.Q(("edition__isnull", False), ("uid__isnull", False)),
                    _connector="OR",
                ),
                name="coalition_webhookdelivery_edition_of_record",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("delivered_at__isnull", False), ("state", "delivered")),
                    models.Q(
                        models.Q(("state", "delivered"), _negated=True), ("delivered_at", None)
                    ),
                    _connector="OR",
                ),
                name="coalition_webhookdelivery_delivered_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhookdelivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claimed_by", ""), ("claimed_until", None)),
                    models.Q(
                        ("claimed_until__isnull", False),
                        ("state", "waiting"),
                        models.Q(("claimed_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="coalition_webhookdelivery_claimed_while_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhooktopic",
            constraint=models.UniqueConstraint(
                fields=("subscription", "uid"), name="coalition_webhooktopic_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="webhooktopic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "party",
                            "leader",
                            "alliance",
                            "election",
                            "meeting",
                            "seat_sharing_talk",
                            "statement",
                        ],
                    )
                ),
                name="coalition_webhooktopic_kind_known",
            ),
        ),
        migrations.RunPython(add_permissions, remove_permissions),
    ]
