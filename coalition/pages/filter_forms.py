"""What the address of each list may hold: its filters, by parameter name."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator

from coalition.models.editions import Kind
from coalition.pages.paging import DATED_KINDS
from coalition.pages.wording import (
    ATTENDANCE,
    CATEGORY,
    LEVEL,
    OCCURRENCE,
    STANCE,
    TALK_STATUS,
    Words,
)

#: The words of the parameters that a vocabulary answers, of each kind.
VOCABULARIES: dict[Kind, dict[str, Words]] = {
    Kind.MEETING: {"occurrence": OCCURRENCE, "category": CATEGORY, "attendance": ATTENDANCE},
    Kind.SEAT_SHARING_TALK: {"status": TALK_STATUS},
    Kind.STATEMENT: {"stance": STANCE},
    Kind.ELECTION: {"level": LEVEL},
}
#: The parameters that name a record by its slug.
RECORDS: dict[Kind, tuple[str, ...]] = {
    Kind.MEETING: ("party", "alliance", "leader"),
    Kind.SEAT_SHARING_TALK: ("party", "alliance", "election"),
    Kind.STATEMENT: ("party", "leader"),
    Kind.PARTY: ("alliance",),
    Kind.LEADER: ("party",),
    Kind.ALLIANCE: ("party",),
}
PLACED = (Kind.MEETING, Kind.SEAT_SHARING_TALK, Kind.ELECTION)


class RegionField(forms.CharField):
    """Known regions can be chosen; any code of the right shape may stand in the address."""

    default_validators = [RegexValidator(r"^[A-Z]{2}(-[A-Z0-9]{1,3})?\Z")]


class ListFilterForm(forms.Form):
    """The filters of one list."""

    def __init__(self, kind: Kind, data: dict[str, str]) -> None:
        super().__init__(data)
        if kind in DATED_KINDS:
            for name in ("from", "to"):
                self.fields[name] = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
        for name, words in VOCABULARIES.get(kind, {}).items():
            choices = [("", ""), *words.items()]
            self.fields[name] = forms.ChoiceField(choices=choices, required=False)
        for name in RECORDS.get(kind, ()):
            self.fields[name] = forms.SlugField(required=False, max_length=120)
        if kind in PLACED:
            self.fields["region"] = RegionField(required=False)
