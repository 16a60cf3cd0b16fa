"""The one app: everything that knows politics."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoalitionConfig(AppConfig):
    name = "coalition"
    verbose_name = _("Coalition politics")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # By name, as models are not there yet when this module is imported.
        import_module("coalition.revisions.registration")
