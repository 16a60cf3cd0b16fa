"""The labels of what documents hold, and the words of their vocabularies."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

#: By the key of the document; of a part that has a label of its own, by both keys.
LABELS: Words = {
    "id": _("Identifier"),
    "kind": _("Kind"),
    "settled": _("Settled"),
    "slug": _("Web address"),
    "url": _("Web address"),
    "abbreviation": _("Abbreviation"),
    "about": _("About"),
    "about.alliance": _("About the alliance"),
    "about.meeting": _("About the meeting"),
    "about.party": _("About the party"),
    "about.talk": _("About the talks"),
    "alliance": _("Alliance"),
    "attendance": _("Attendance"),
    "began": _("Began"),
    "body": _("Body elected"),
    "category": _("Category"),
    "city": _("City"),
    "claims": _("Claims"),
    "colour": _("Colour"),
    "concluded": _("Concluded"),
    "date": _("Date"),
    "disputed": _("Disputed"),
    "dissolved": _("Dissolved"),
    "duration": _("Duration"),
    "duration_minutes": _("Duration"),
    "election": _("Election"),
    "follows": _("Follows"),
    "formed": _("Formed"),
    "founded": _("Founded"),
    "level": _("Level"),
    "made": _("Made on"),
    "meetings": _("Discussed at"),
    "members": _("Members"),
    "name": _("Name"),
    "occurrence": _("Occurrence"),
    "occurrence_reason": _("Reason of the occurrence"),
    "offices": _("Offices"),
    "other_names": _("Other names"),
    "outcomes": _("Outcomes"),
    "parties": _("Parties"),
    "party_memberships": _("Party memberships"),
    "place": _("Place"),
    "place.city": _("City"),
    "place.region": _("Region"),
    "place.venue": _("Venue"),
    "point": _("The point made"),
    "polling": _("Polling"),
    "positions": _("Seat positions"),
    "purpose": _("Purpose"),
    "recorded": _("Named"),
    "recorded.leaders": _("Named leaders"),
    "recorded.parties": _("Named parties"),
    "region": _("Region"),
    "reported": _("Reported"),
    "reported.leaders": _("Reported leaders"),
    "reported.parties": _("Reported parties"),
    "reported_leaders": _("Reported leaders"),
    "reported_parties": _("Reported parties"),
    "reported_size": _("Reported parties"),
    "rescheduled_from": _("Rescheduled from"),
    "round": _("Round"),
    "round_number": _("Round"),
    "sort_name": _("Sorted as"),
    "sources": _("Sources"),
    "speaker": _("Speaker"),
    "speaker.label": _("Speaker as described"),
    "speaker.leader": _("Speaker"),
    "speaker.party": _("Party of the speaker"),
    "split_from": _("Split from"),
    "stance": _("Stance"),
    "start": _("Start"),
    "start_time": _("Start"),
    "statements": _("Statements"),
    "status": _("Status"),
    "summary": _("Summary"),
    "talks": _("Seat-sharing talks"),
    "title": _("Title"),
    "total_seats": _("Seats in all"),
    "venue": _("Venue"),
    "wikidata_id": _("Wikidata"),
}

#: What one row of a list is, where it is not called as the list is.
SINGULAR: Words = {
    "claims": _("Claim"),
    "meetings": _("Discussed at"),
    "members": _("Member"),
    "offices": _("Office"),
    "other_names": _("Other name"),
    "outcomes": _("Outcome"),
    "parties": _("Party"),
    "party_memberships": _("Party membership"),
    "positions": _("Seat position"),
    "sources": _("Source"),
    "statements": _("Statement"),
    "talks": _("Seat-sharing talk"),
}

#: What a row holds, in the middle of a sentence.
ROW_LABELS: Words = {
    "agrees": _("does it say what we say?"),
    "alliance": _("alliance"),
    "approximate": _("approximate"),
    "archived_url": _("archived copy"),
    "asserts": _("what it asserts"),
    "attribution": _("attribution"),
    "author": _("author"),
    "claims": _("claim"),
    "date": _("date"),
    "described_as": _("described as"),
    "earliest": _("earliest day"),
    "edtf": _("meaning of the date"),
    "ending": _("how it ended"),
    "field": _("about"),
    "headline": _("headline"),
    "kind": _("kind"),
    "label": _("wording"),
    "language": _("language"),
    "latest": _("latest day"),
    "leader": _("leader"),
    "made": _("made on"),
    "name": _("name"),
    "named_as": _("named as"),
    "on_behalf_of": _("on behalf of"),
    "paragraph": _("paragraph"),
    "party": _("party"),
    "place": _("place"),
    "point": _("the point made"),
    "position": _("position"),
    "published_at": _("published"),
    "publisher": _("publisher"),
    "quote": _("quote"),
    "reason": _("reason"),
    "reason_given": _("was a reason given?"),
    "region": _("region"),
    "result": _("result"),
    "role": _("role"),
    "seats": _("seats"),
    "since": _("since"),
    "slug": _("web address"),
    "source": _("source"),
    "stance": _("stance"),
    "status": _("status"),
    "summary": _("summary"),
    "timezone": _("time zone"),
    "title": _("title"),
    "to_party": _("to"),
    "until": _("until"),
    "updated_at": _("updated"),
    "url": _("web address"),
    "value": _("what it asserts"),
}

#: By key: what a word of a vocabulary is called in the middle of a sentence.
VOCABULARIES: dict[str, Words] = {
    "category": {
        "summit": _("summit"),
        "floor_leaders": _("floor leaders"),
        "committee": _("committee"),
        "bilateral": _("bilateral"),
        "dinner": _("dinner"),
        "rally": _("rally"),
        "press_conference": _("press conference"),
        "other": _("other"),
    },
    "occurrence": {
        "tentative": _("tentative"),
        "confirmed": _("confirmed"),
        "held": _("held"),
        "postponed": _("postponed"),
        "cancelled": _("cancelled"),
    },
    # Of an attendance, and of talks.
    "status": {
        "attended": _("attended"),
        "absent": _("absent"),
        "expected": _("expected"),
        "invited": _("invited"),
        "declined": _("declined"),
        "proposed": _("proposed"),
        "ongoing": _("ongoing"),
        "stalled": _("stalled"),
        "agreed": _("agreed"),
        "collapsed": _("collapsed"),
    },
    "role": {
        "host": _("host"),
        "convener": _("convener"),
        "chair": _("chair"),
        "participant": _("participant"),
    },
    "reason_given": {
        "given": _("a reason was given"),
        "not_given": _("no reason was given"),
        "not_asked": _("nobody asked"),
    },
    "qualifier": {
        "exactly": _("exactly"),
        "at_least": _("at least"),
        "about": _("about"),
        "at_most": _("at most"),
    },
    "stance": {
        "support": _("support"),
        "concern": _("concern"),
        "displeasure": _("displeasure"),
        "demand": _("demand"),
        "denial": _("denial"),
        "plan": _("plan"),
    },
    "position": {"claims": _("claims"), "offers": _("offers"), "agrees": _("agrees to")},
    "level": {
        "national": _("national"),
        "regional": _("state or province"),
        "local": _("local"),
        "supranational": _("supranational"),
    },
    "result": {
        "won": _("won"),
        "largest": _("largest, without a majority"),
        "lost": _("lost"),
    },
    "ending": {
        "left": _("left"),
        "expelled": _("expelled"),
        "merged": _("merged into another"),
        "dissolved": _("dissolved"),
    },
    # Of another name; of what a document is, in a reference.
    "kind": {
        "alias": _("alias"),
        "native_script": _("native script"),
        "former": _("former name"),
    },
}


def readable(key: str) -> str:
    """A key that has no label yet, made readable."""
    return key.replace("_", " ").capitalize()


def label_of(key: str) -> str:
    return str(LABELS.get(key) or readable(key))


def label_of_part(key: str, part: str) -> str:
    """The label that a part has of its own, such as the venue of a place; else an empty text."""
    return str(LABELS.get(f"{key}.{part}", ""))


def singular_of(key: str) -> str:
    return str(SINGULAR.get(key) or label_of(key))


def row_label_of(key: str) -> str:
    return str(ROW_LABELS.get(key) or LABELS.get(key) or readable(key).lower())
