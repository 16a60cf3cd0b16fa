"""The three roles of the desk, as groups with their permissions.

Django creates permissions after all migrations have run; they are needed here before, so this
migration has them created first.
"""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

#: What editors record: each may be added, changed and viewed by every role.
RECORDED = (
    "alliance",
    "alliancemembership",
    "alliancename",
    "attendance",
    "claim",
    "election",
    "electionoutcome",
    "leader",
    "leadername",
    "meeting",
    "office",
    "party",
    "partymembership",
    "partyname",
    "seatposition",
    "seatsharingtalk",
    "source",
    "statement",
)

#: Rows inside a record, which a reporter deletes as part of editing it.
ROWS = (
    "alliancemembership",
    "alliancename",
    "attendance",
    "claim",
    "electionoutcome",
    "leadername",
    "office",
    "partymembership",
    "partyname",
    "seatposition",
)

REPORTER = (
    {f"coalition.{action}_{model}" for model in RECORDED for action in ("add", "change", "view")}
    | {f"coalition.delete_{model}" for model in ROWS}
    | {"coalition.view_edition"}
)
EDITOR = REPORTER | {
    *(f"coalition.delete_{model}" for model in RECORDED),
    "coalition.approve_record",
    "coalition.publish_record",
    "coalition.withdraw_record",
}
ADMINISTRATOR = EDITOR | {
    *(f"auth.{action}_user" for action in ("add", "change", "delete", "view")),
    "auth.view_group",
}

ROLES = {"Reporters": REPORTER, "Editors": EDITOR, "Administrators": ADMINISTRATOR}


def create_roles(apps, schema_editor):
    database = schema_editor.connection.alias
    for label in ("auth", "coalition"):
        config = installed_apps.get_app_config(label)
        create_contenttypes(config, verbosity=0, using=database, apps=apps)
        create_permissions(config, verbosity=0, using=database, apps=apps)
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    by_label = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in permission_model.objects.using(database).select_related("content_type")
    }
    for name, labels in ROLES.items():
        group, _created = group_model.objects.using(database).get_or_create(name=name)
        group.permissions.set(by_label[label] for label in sorted(labels))


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias).filter(
        name__in=ROLES
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("coalition", "0002_agreed_seats_within_total"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_roles, remove_roles)]
