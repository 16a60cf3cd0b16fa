"""The lists of work of one user: what their role lets them do, and only that."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from coalition.desk.dashboard.disputes import disputed
from coalition.desk.dashboard.events import to_follow_up
from coalition.desk.dashboard.publications import changed, scheduled
from coalition.desk.dashboard.stages import drafting, in_review
from coalition.desk.dashboard.work import WorkList, model_name
from coalition.editing.steps import PUBLISH
from coalition.models import Kind
from coalition.publishing.documents import KINDS
from coalition.publishing.review import APPROVE


def dashboard(user: Any, *, now: datetime | None = None) -> list[WorkList]:
    """What waits for `user`; nothing at all for somebody who may change nothing."""
    now = now or timezone.now()
    kinds = [kind for kind in KINDS if user.has_perm(f"coalition.change_{model_name(kind)}")]
    if not kinds:
        return []
    review = in_review(user, kinds, is_editor=user.has_perm(APPROVE), now=now)
    returned, drafts = drafting(user, kinds)
    lists = [review, returned, drafts]
    if user.has_perm(PUBLISH):
        lists += [scheduled(kinds, now=now), changed(kinds)]
    if Kind.MEETING in kinds:
        lists.append(to_follow_up(today=timezone.localdate(now)))
        lists.append(disputed())
    if not user.has_perm(APPROVE):
        # What came back comes before what has gone to others.
        lists[:2] = [returned, review]
    return lists
