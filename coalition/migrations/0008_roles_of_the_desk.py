"""What the roles may do with decisions and merges; see 0003 for why permissions are created here."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

REPORTER = {f"coalition.{action}_decision" for action in ("add", "change", "delete", "view")}
EDITOR = REPORTER | {"coalition.merge_record", "coalition.view_merge"}

ADDED = {"Reporters": REPORTER, "Editors": EDITOR, "Administrators": EDITOR}


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
    codenames = [label.partition(".")[2] for label in EDITOR]
    apps.get_model("auth", "Permission").objects.using(database).filter(
        content_type__app_label="coalition", codename__in=codenames
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("coalition", "0007_name_keys")]

    operations = [migrations.RunPython(add_permissions, remove_permissions)]
