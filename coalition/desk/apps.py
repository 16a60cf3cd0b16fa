"""The admin site of this project, in the place of `django.contrib.admin` in INSTALLED_APPS."""

from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "coalition.desk.site.DeskSite"

    def ready(self) -> None:
        super().ready()
        # By name, as Django finds every admin module: models are not there yet when this module is
        # imported.
        import_module("coalition.desk.subjects")
