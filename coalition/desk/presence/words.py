"""What a form says about its colleagues: who has it open, and who has saved."""

from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coalition.models import Presence, Record


def name_of(user: Any) -> str:
    return str(user.get_full_name() or user.get_username())


def clock(moment: datetime) -> str:
    """The time of day at the desk; with the day if that is not today."""
    local = timezone.localtime(moment)
    if local.date() == timezone.localdate():
        return date_format(local, "H:i")
    return date_format(local, "j F, H:i")


def of_presence(presence: Presence) -> str:
    return _("%(name)s has had this open since %(time)s.") % {
        "name": name_of(presence.user),
        "time": clock(presence.opened_at),
    }


def of_save(record: Record, *, read_version: int | None, reader: Any) -> str:
    """That `record` has moved on since version `read_version`, by whom, and what to do about it."""
    if read_version is None or record.version <= read_version:
        return ""
    kind = ContentType.objects.get_for_model(record)
    entry = (
        LogEntry.objects.filter(content_type=kind, object_id=str(record.pk))
        .select_related("user")
        .first()
    )
    if entry is None:
        what = _("This record was saved as version %(version)d.") % {"version": record.version}
    elif entry.user_id == reader.pk:
        what = _("You saved version %(version)d at %(time)s, in another window.") % {
            "version": record.version,
            "time": clock(entry.action_time),
        }
    else:
        what = _("%(name)s saved version %(version)d at %(time)s.") % {
            "name": name_of(entry.user),
            "version": record.version,
            "time": clock(entry.action_time),
        }
    advice = _("Reload before you go on; or save, and you are shown both to bring together.")
    return f"{what} {advice}"
