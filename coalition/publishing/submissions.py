"""Submissions: who asked for a record to be published, so that somebody else says yes to it.

A record's submission is the newest one. Where there is none, because a command brought the record
in, nobody is bound. `settings.ALLOW_SELF_APPROVAL` turns the rule off, for a desk of one.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from coalition.models import Action, Record, Stage, Transition

_BATCH = 1000


def binds(user: Any) -> bool:
    """Whether `user` needs a second person. A command, which has no user, does not."""
    return user is not None and not settings.ALLOW_SELF_APPROVAL


def submissions_of(uids: Iterable[UUID]) -> dict[UUID, Transition]:
    """The newest submission of each record that ever had one, with who submitted."""
    wanted = list(uids)
    found: dict[UUID, Transition] = {}
    for start in range(0, len(wanted), _BATCH):
        steps = Transition.objects.filter(
            uid__in=wanted[start : start + _BATCH], action=Action.SUBMITTED
        )
        for step in steps.select_related("by").order_by("at", "pk"):
            found[step.uid] = step
    return found


def own_submissions(records: Iterable[Record], *, by: Any) -> dict[UUID, Transition]:
    """The submissions by which `by` may not approve or publish the records they are of."""
    if not binds(by):
        return {}
    found = submissions_of(record.uid for record in records)
    return {uid: submission for uid, submission in found.items() if submission.by_id == by.pk}


def objection(record: Record, *, by: Any) -> str:
    """Why `by` may not approve or publish `record` as it stands; empty if they may."""
    if not binds(by):
        return ""
    if record.stage == Stage.DRAFTING:
        return _(
            "It is not submitted for review. Submit it; another editor then approves and "
            "publishes it."
        )
    submission = own_submissions([record], by=by).get(record.uid)
    return "" if submission is None else objection_to_own(record, submission)


def objection_to_own(record: Record, submission: Transition) -> str:
    """What to tell whoever made `submission`."""
    when = formats.date_format(timezone.localtime(submission.at), "j F Y, H:i")
    if record.stage == Stage.APPROVED:
        return _("You submitted it on %s; another editor has to publish it.") % when
    return _("You submitted it on %s; another editor has to approve and publish it.") % when
