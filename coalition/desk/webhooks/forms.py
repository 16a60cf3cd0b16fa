"""The forms of a webhook. Whether what they say may be so, `coalition.webhooks` decides."""

from __future__ import annotations

from copy import copy
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from coalition.desk.moments import NamedSplitDateTime
from coalition.desk.webhooks.topics import records_of, titles_of, topic_field
from coalition.models import OPTIONAL_CAUSES, Kind, WebhookSubscription
from coalition.webhooks.replaying import sequence_before
from coalition.webhooks.subscriptions import OVERLAP
from coalition.webhooks.terms import Terms, apply

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[WebhookSubscription]
else:
    _ModelForm = forms.ModelForm

#: The field of a kind's topics.
TOPIC_FIELDS = {kind: f"topics_{kind.value}" for kind in Kind}


class TermsForm(_ModelForm):
    """A webhook, new or to be changed."""

    # Without Django's link to the address, for an endpoint is not a page to look at; and without
    # its guesses: what begins with no scheme is refused.
    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        widget=forms.URLInput(attrs={"class": "vURLField"}),
        help_text=_("Where messages are sent, with https."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Kinds"),
        choices=Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means all."),
    )
    causes = forms.MultipleChoiceField(
        label=_("Causes"),
        choices=[(cause.value, cause.label) for cause in OPTIONAL_CAUSES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked means all. Withdrawals and merges are always sent."),
    )
    former_topics = forms.MultipleChoiceField(
        label=_("Records that are no more"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They were merged or deleted; what they became part of is sent as well."),
    )
    topics_party = topic_field(Kind.PARTY)
    topics_leader = topic_field(Kind.LEADER)
    topics_alliance = topic_field(Kind.ALLIANCE)
    topics_election = topic_field(Kind.ELECTION)
    topics_meeting = topic_field(Kind.MEETING)
    topics_seat_sharing_talk = topic_field(Kind.SEAT_SHARING_TALK)
    topics_statement = topic_field(Kind.STATEMENT)

    class Meta:
        model = WebhookSubscription
        fields = ["name", "owner", "url", "kinds", "causes", "with_document"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Where the webhook may only be looked at, it has no fields.
        if "owner" in self.fields:
            self._former: dict[UUID, str] = {}
            if self.instance.pk is not None:
                self._show_topics()
            if not self._former:
                del self.fields["former_topics"]

    def _show_topics(self) -> None:
        records, self._former = records_of(self.instance)
        for kind, found in records.items():
            self.initial[TOPIC_FIELDS[kind]] = [record.pk for record in found]
        titles = titles_of(self._former)
        former: Any = self.fields["former_topics"]
        former.choices = [(str(uid), titles.get(uid, str(uid))) for uid in self._former]
        self.initial["former_topics"] = [str(uid) for uid in self._former]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.keys() >= {"name", "owner", "url"}:
            try:
                # To a copy: what is shown beside the form stays as it is stored.
                tried = copy(self.instance)
                tried.secret = tried.secret or "-"
                apply(self.terms(), tried)
            except ValidationError as invalid:
                for field, problems in invalid.error_dict.items():
                    known = field in self.fields and field != NON_FIELD_ERRORS
                    self.add_error(field if known else None, problems)
        return said

    def _post_clean(self) -> None:
        """Nothing: `clean` has asked for everything, and Django would say some of it again."""

    def terms(self) -> Terms:
        said = self.cleaned_data
        topics: dict[UUID, str] = {
            record.uid: kind.value
            for kind, name in TOPIC_FIELDS.items()
            for record in said.get(name, ())
        }
        kept = set(said.get("former_topics", ()))
        topics |= {uid: kind for uid, kind in self._former.items() if str(uid) in kept}
        return Terms(
            name=said["name"],
            owner=said["owner"],
            url=said["url"],
            kinds=said["kinds"],
            causes=said["causes"],
            with_document=said["with_document"],
            topics=topics,
        )


class RotateForm(forms.Form):
    """How long the old secret goes on signing beside the new one."""

    overlap = forms.TypedChoiceField(
        label=_("The old secret signs"),
        coerce=lambda days: timedelta(days=int(days)),
        initial=OVERLAP.days,
        choices=[
            (0, _("no longer: it may be in wrong hands")),
            (1, _("for another day")),
            (7, _("for another week")),
            (30, _("for another thirty days")),
        ],
        help_text=_("Until then messages carry both signatures, and either is right."),
    )
    #: Which secret the page was about, so that a form that is sent twice replaces one.
    replacing = forms.CharField(widget=forms.HiddenInput)


class DisableForm(forms.Form):
    """Why, for whoever wonders later."""

    because = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"class": "vLargeTextField", "rows": 3}),
        help_text=_("For whoever wonders later; the partner does not see it."),
    )


class ReplayForm(forms.Form):
    """From where on everything is sent again: a sequence, or a moment."""

    after = forms.IntegerField(
        label=_("All after the sequence"),
        required=False,
        min_value=0,
        max_value=2**63 - 1,
        help_text=_("The last one that arrived; 0 for everything there ever was."),
    )
    since: Any = forms.SplitDateTimeField(
        label=_("Or all that was published since"),
        required=False,
        widget=NamedSplitDateTime,
        help_text=_("Give one of the two."),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            if (said["after"] is None) == (said["since"] is None):
                raise ValidationError(_("Give a sequence or a moment: one of the two."))
            if said["after"] is None:
                said["after"] = sequence_before(said["since"])
            if said["after"] is None:
                self.add_error("since", _("Nothing was published since then."))
        return said
