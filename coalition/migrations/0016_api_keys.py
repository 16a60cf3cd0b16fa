"""API keys, the permissions to look after them, and the group of partners who propose by them.

See 0003 for why permissions are created here.
"""

import django.db.models.deletion
import django.utils.timezone
from django.apps import apps as installed_apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

import coalition.models.text

#: All that a partner's account may do; and it is not staff, so no page of the desk opens to it.
PARTNER = {"coalition.propose_record"}
ADMINISTRATOR = PARTNER | {f"coalition.{action}_apikey" for action in ("add", "change", "view")}

ADDED = {
    "Partners": PARTNER,
    "Reporters": PARTNER,
    "Editors": PARTNER,
    "Administrators": ADMINISTRATOR,
}


def add_permissions(apps, schema_editor):
    database = schema_editor.connection.alias
    config = installed_apps.get_app_config("coalition")
    create_permissions(config, verbosity=0, using=database, apps=apps)
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    for name, labels in ADDED.items():
        group, _created = group_model.objects.using(database).get_or_create(name=name)
        codenames = [label.partition(".")[2] for label in labels]
        group.permissions.add(
            *permission_model.objects.using(database).filter(
                content_type__app_label="coalition", codename__in=codenames
            )
        )


def remove_permissions(apps, schema_editor):
    database = schema_editor.connection.alias
    codenames = [label.partition(".")[2] for label in ADMINISTRATOR]
    apps.get_model("auth", "Permission").objects.using(database).filter(
        content_type__app_label="coalition", codename__in=codenames
    ).delete()
    apps.get_model("auth", "Group").objects.using(database).filter(name="Partners").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("coalition", "0015_amendments_known_by_form"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    coalition.models.text.LineField(
                        help_text="What uses it, so that whoever finds it here knows whom to ask.",
                        max_length=80,
                        verbose_name="name",
                    ),
                ),
                (
                    "scopes",
                    models.CharField(
                        help_text="Scopes, a space between them.", max_length=40, verbose_name="may"
                    ),
                ),
                (
                    "prefix",
                    coalition.models.text.LineField(
                        help_text="The second part of the key's text.",
                        max_length=8,
                        verbose_name="public part",
                    ),
                ),
                (
                    "digest",
                    coalition.models.text.LineField(
                        editable=False, max_length=64, verbose_name="digest"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="issued"),
                ),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="expires")),
                (
                    "replaced_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="replaced"),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "last_used_at",
                    models.DateTimeField(
                        blank=True, help_text="To the minute.", null=True, verbose_name="last used"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty if a command did it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="issued by",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replacement",
                        to="coalition.apikey",
                        verbose_name="replaces",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="revoked by",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="api_keys",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="acts as",
                    ),
                ),
            ],
            options={
                "verbose_name": "API key",
                "verbose_name_plural": "API keys",
                "ordering": ["-created_at", "-pk"],
                "default_permissions": ("add", "change", "view"),
                "permissions": [("propose_record", "Can propose a record through the API")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("prefix",), name="coalition_apikey_prefix_once"
                    ),
                    models.UniqueConstraint(
                        fields=("digest",), name="coalition_apikey_digest_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("replaced_at__isnull", True), ("revoked_at__isnull", True)
                        ),
                        fields=("user", "name"),
                        name="coalition_apikey_name_once_per_user",
                        violation_error_message="This account has a key of that name. Choose another, or revoke that one first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="coalition_apikey_name_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "scopes__in",
                                (
                                    "read",
                                    "propose",
                                    "write",
                                    "read propose",
                                    "read write",
                                    "propose write",
                                    "read propose write",
                                ),
                            )
                        ),
                        name="coalition_apikey_scopes_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("prefix__regex", "^[a-z0-9]{8}$")),
                        name="coalition_apikey_prefix_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                        name="coalition_apikey_digest_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="coalition_apikey_revoked_by_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_at__isnull", True),
                            ("expires_at__gt", models.F("created_at")),
                            _connector="OR",
                        ),
                        name="coalition_apikey_expires_after_issue",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replaced_at__isnull", True),
                            ("expires_at__isnull", False),
                            ("revoked_at__isnull", False),
                            _connector="OR",
                        ),
                        name="coalition_apikey_replaced_comes_to_an_end",
                    ),
                ],
            },
        ),
        migrations.RunPython(add_permissions, remove_permissions),
    ]
