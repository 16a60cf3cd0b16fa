"""The fields a claim can speak of, as documents call them, by the subject of the claim."""

from django.utils.translation import gettext_lazy as _

Choices = tuple[tuple[str, object], ...]

_NAMED: Choices = (("name", _("Name")), ("abbreviation", _("Abbreviation")))
_FORMED: Choices = (("formed", _("Formed")), ("dissolved", _("Dissolved")))

CLAIM_FIELD_CHOICES: dict[str, Choices] = {
    "meeting": (
        ("title", _("Title")),
        ("category", _("Category")),
        ("occurrence", _("Whether it was held")),
        ("occurrence_reason", _("Why it was not")),
        ("date", _("Date")),
        ("start", _("Start")),
        ("duration_minutes", _("Duration")),
        ("place", _("Place")),
        ("host", _("Host")),
        ("alliance", _("Alliance")),
        ("round", _("Round")),
        ("purpose", _("Purpose")),
        ("summary", _("Summary")),
        ("follows", _("The meeting before")),
        ("reported_parties", _("Reported number of parties")),
        ("reported_leaders", _("Reported number of leaders")),
    ),
    "talk": (
        ("status", _("Status")),
        ("parties", _("Parties")),
        ("election", _("Election")),
        ("began", _("Began")),
        ("concluded", _("Concluded")),
        ("total_seats", _("Seats in all")),
        ("summary", _("Summary")),
    ),
    "statement": (
        ("point", _("The point made")),
        ("stance", _("Stance")),
        ("speaker", _("Speaker")),
        ("made", _("Date")),
    ),
    "party": (
        *_NAMED,
        ("founded", _("Founded")),
        ("dissolved", _("Dissolved")),
        ("split_from", _("Split from")),
    ),
    "alliance": (
        *_NAMED,
        *_FORMED,
        ("purpose", _("Purpose")),
        ("reported_size", _("Reported number of parties")),
    ),
    "leader": (("name", _("Name")), ("summary", _("Summary"))),
    "election": (
        ("name", _("Name")),
        ("polling", _("Polling dates")),
        ("total_seats", _("Seats in all")),
        ("summary", _("Summary")),
    ),
}
