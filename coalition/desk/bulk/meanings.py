"""What each column of a table holds, told to whoever fills it in."""

from django.utils.translation import gettext_lazy as _

_NAMED = _("Slug, name, abbreviation or other name. If several have it: the slug.")
_DATE = _("As you would type it, such as 6 December 2023 or before June 2020; or EDTF.")

MEANINGS = {
    "slug": _("Finds the record. Without it the name does, or a new record gets one."),
    "name": _("The name that readers know best."),
    "abbreviation": _("As reports print it."),
    "other_names": _(
        "Separated by |. Others than aliases with a remark: [former], [native_script hi]. Missing "
        "names are added, none is taken away."
    ),
    "colour": _("#rrggbb."),
    "wikidata_id": _("A Q and a number."),
    "sort_name": _("Only if the list should file the name otherwise."),
    "founded": _DATE,
    "dissolved": _DATE,
    "split_from": _NAMED,
    "summary": _("Markdown; shown to readers."),
    "meeting": _("Slug or title of the meeting."),
    "alliance": _NAMED,
    "leader": _NAMED,
    "party": _NAMED,
    "since": _DATE,
    "until": _DATE,
    "ending": _("left, expelled, merged, dissolved; or empty."),
    "status": _("attended, absent, expected, invited or declined."),
    "role": _("host, convener, chair or participant; empty for participant."),
    "on_behalf_of": _NAMED,
    "described_as": _("The office as the source puts it."),
    "named_as": _("The name as printed, if it differs."),
    "reason_given": _("given, not_given or not_asked; with an absence only."),
    "reason": _("Why they stayed away, if a reason was given."),
    "source": _("Slug or title of the report that says so."),
    "paragraph": _("Where in the report; the headline is not counted."),
    "attribution": _("Who is speaking in the report, such as party sources."),
    "quote": _("A few words of the report."),
}
