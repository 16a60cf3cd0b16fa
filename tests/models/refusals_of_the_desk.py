"""What the database must refuse of the desk's own rows; see `insertions` for how a case works."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from coalition.models import DECISION_SUBJECTS
from tests.editorial_factories import (
    DecisionFactory,
    KeptReplyFactory,
    MergeFactory,
    PresenceFactory,
    ProposalFactory,
    ScheduledPublicationFactory,
    TransitionFactory,
)
from tests.factories import (
    AttendanceFactory,
    KeyFactory,
    MeetingFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    UserFactory,
)
from tests.factories.webhooks import (
    WebhookDeliveryFactory,
    WebhookSubscriptionFactory,
    WebhookTopicFactory,
)

VALID_ROWS: dict[str, Callable[[], Any]] = {
    "apikey": KeyFactory,
    "decision": DecisionFactory,
    "keptreply": KeptReplyFactory,
    "merge": MergeFactory,
    "presence": PresenceFactory,
    "proposal": ProposalFactory,
    "scheduledpublication": ScheduledPublicationFactory,
    "transition": TransitionFactory,
    "webhookdelivery": WebhookDeliveryFactory,
    "webhooksubscription": WebhookSubscriptionFactory,
    "webhooktopic": WebhookTopicFactory,
}

VOCABULARIES = {
    "merge": ["kind"],
    "proposal": ["kind"],
    "scheduledpublication": ["kind"],
    "transition": ["kind", "action"],
    "webhookdelivery": ["state"],
    "webhooksubscription": ["standing"],
    "webhooktopic": ["kind"],
}

_SUBJECTS: dict[str, Any] = {
    "meeting": MeetingFactory,
    "attendance": AttendanceFactory,
    "talk": SeatSharingTalkFactory,
    "position": SeatPositionFactory,
}


def _two_decisions(subject: str) -> Callable[[], None]:
    def insert() -> None:
        row = _SUBJECTS[subject]()
        DecisionFactory(**{"meeting": None, subject: row})
        DecisionFactory(**{"meeting": None, subject: row, "open": True})

    return insert


def _two_forms() -> None:
    first = PresenceFactory()
    PresenceFactory(uid=first.uid, user=first.user)


def _two_replies() -> None:
    first = KeptReplyFactory()
    KeptReplyFactory(user=first.user, key=first.key)


def _two_merges() -> None:
    MergeFactory(other_uid=MergeFactory().other_uid)


def _into_itself() -> None:
    uid = MergeFactory().primary_uid
    MergeFactory(primary_uid=uid, other_uid=uid)


def _two_keys_of_a_name() -> None:
    first = KeyFactory()
    KeyFactory(user=first.user, name=first.name)


def _two_messages() -> None:
    first = WebhookDeliveryFactory()
    WebhookDeliveryFactory(subscription=first.subscription, edition=first.edition)


def _two_partners() -> None:
    WebhookSubscriptionFactory(name="The Ledger")
    WebhookSubscriptionFactory(name="The Ledger")


def _two_topics() -> None:
    first = WebhookTopicFactory()
    WebhookTopicFactory(subscription=first.subscription, uid=first.uid)


def cases(changed: Callable[..., Callable[[], object]]) -> dict[str, Callable[[], object]]:
    """The cases by rule; `changed` is `insertions.changed`."""
    late = datetime(2031, 1, 1, tzinfo=UTC)
    return {
        "apikey_digest_once": lambda: KeyFactory(digest=KeyFactory().digest),
        "apikey_digest_shape": changed("apikey", digest="cdk_00000000_secret"),
        "apikey_expires_after_issue": changed(
            "apikey", created_at=late, expires_at=datetime(2030, 1, 1, tzinfo=UTC)
        ),
        "apikey_name_given": changed("apikey", name=""),
        "apikey_name_once_per_user": _two_keys_of_a_name,
        "apikey_prefix_once": lambda: KeyFactory(prefix=KeyFactory().prefix, digest="a" * 64),
        "apikey_prefix_shape": changed("apikey", prefix="UPPERCAS"),
        "apikey_replaced_comes_to_an_end": changed("apikey", replaced_at=late),
        "apikey_revoked_by_at": changed("apikey", revoked_at=late),
        "apikey_scopes_known": changed("apikey", scopes="write read"),
        "decision_one_subject": changed("decision", meeting_id=None),
        "decision_settled_with_reason": changed("decision", reason=""),
        **{
            f"decision_once_per_{subject}_field": _two_decisions(subject)
            for subject in DECISION_SUBJECTS
        },
        "keptreply_of_a_success": changed("keptreply", status=409),
        "keptreply_once_per_user": _two_replies,
        "merge_into_another": _into_itself,
        "merge_once": _two_merges,
        "merge_undone_by_at": lambda: MergeFactory(undone_by=UserFactory()),
        "presence_once_per_user": _two_forms,
        "presence_opened_before_seen": changed("presence", opened_at=late),
        "scheduledpublication_correction_has_note": changed(
            "scheduledpublication", is_correction=True
        ),
        "scheduledpublication_due_in_future": changed("scheduledpublication", scheduled_at=late),
        "scheduledpublication_held_back_with_reason": changed(
            "scheduledpublication", held_back_at=timezone.now()
        ),
        "webhookdelivery_once": _two_messages,
        "webhookdelivery_edition_of_record": changed("webhookdelivery", uid=None),
        "webhookdelivery_delivered_when": changed("webhookdelivery", state="delivered"),
        "webhookdelivery_claimed_while_waiting": changed(
            "webhookdelivery", state="dead", claimed_by="somebody", claimed_until=late
        ),
        "webhooksubscription_name_once": _two_partners,
        "webhooksubscription_secret_given": changed("webhooksubscription", secret=""),
        "webhooksubscription_previous_secret_ends": changed(
            "webhooksubscription", previous_secret="whsec_x"
        ),
        "webhooksubscription_reason_only_if_disabled": changed(
            "webhooksubscription", disabled_because="It answered 410."
        ),
        "webhooktopic_once": _two_topics,
    }
