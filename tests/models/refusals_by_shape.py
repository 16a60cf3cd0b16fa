"""What the database must refuse of models of some shape; see `insertions` for how a case works."""

from __future__ import annotations

from coalition.imprecise_date_fields import ImpreciseDateField, imprecise_date_columns
from coalition.models import (
    Alliance,
    Election,
    Leader,
    Meeting,
    Office,
    Party,
    Record,
    SeatSharingTalk,
    Source,
    Statement,
)
from tests.models import refusals_of_the_desk
from tests.models.insertions import EARLY, LATE, Case, changed
from tests.models.valid_rows import VALID

#: Which fields hold which vocabulary: the constraint says `<field>_known`.
_VOCABULARIES = {
    "alliancemembership": ["ending"],
    "alliancename": ["kind"],
    "attendance": ["status", "role"],
    "edition": ["kind"],
    "editionlink": ["relation"],
    "election": ["level"],
    "electionoutcome": ["result"],
    "leadername": ["kind"],
    "meeting": ["category", "occurrence"],
    "partymembership": ["ending"],
    "partyname": ["kind"],
    "seatposition": ["position"],
    "seatsharingtalk": ["status"],
    "statement": ["stance"],
    **refusals_of_the_desk.VOCABULARIES,
}
_NEVER_EMPTY = {
    "alliance": ["name"],
    "alliancename": ["name"],
    "election": ["name"],
    "leader": ["name"],
    "leadername": ["name"],
    "meeting": ["title"],
    "office": ["title"],
    "party": ["name"],
    "partyname": ["name"],
    "seatsharingtalk": ["title"],
    "source": ["title"],
    "statement": ["title", "point"],
}
_RECORDS: list[type[Record]] = [
    Party,
    Leader,
    Alliance,
    Election,
    Meeting,
    SeatSharingTalk,
    Statement,
    Source,
]
_REGIONS = [Election, Meeting, Office, SeatSharingTalk]


def cases_by_shape() -> dict[str, Case]:
    """The rules that every model of some shape has, from the shape and not from the constraints."""
    cases: dict[str, Case] = {}
    for model, fields in _VOCABULARIES.items():
        for field in fields:
            cases[f"{model}_{field}_known"] = changed(model, **{field: "odd"})
    for model, fields in _NEVER_EMPTY.items():
        for field in fields:
            cases[f"{model}_{field}_given"] = changed(model, **{field: ""})
    for record in _RECORDS:
        name = record._meta.model_name
        cases[f"{name}_stage_known"] = changed(name, stage="odd")
        cases[f"{name}_slug_shape"] = changed(name, slug="")
    for matched in (Party, Leader, Alliance):
        name = matched._meta.model_name
        cases[f"{name}_wikidata_id_shape"] = changed(name, wikidata_id="q1")
    for located in _REGIONS:
        name = located._meta.model_name
        cases[f"{name}_region_code"] = changed(name, region="in-dl")
    for name, make in VALID.items():
        for field in make._meta.model._meta.fields if hasattr(make, "_meta") else ():
            if isinstance(field, ImpreciseDateField):
                text, earliest, latest, _label = imprecise_date_columns(field.name)
                cases[f"{name}_{field.name}_bounds"] = changed(
                    name, **{text: "2030", earliest: LATE, latest: EARLY}
                )
                cases[f"{name}_{field.name}_whole"] = changed(
                    name, **{text: "", earliest: EARLY, latest: LATE}
                )
    return cases
