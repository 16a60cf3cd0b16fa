"""How the OpenAPI schema of the API is made: its title, the steps on the way, and the names of its
vocabularies."""

from __future__ import annotations

from typing import Any

_WORDS = "coalition.api.vocabularies"


def schema_settings(site_url: str) -> dict[str, Any]:
    """The settings of drf-spectacular."""
    return {
        "TITLE": "Coalition Desk",
        "DESCRIPTION": "Who met, who came, who stayed away, and who says so.",
        "VERSION": "1",
        "OAS_VERSION": "3.1.0",
        "SERVERS": [{"url": site_url}],
        "SERVE_INCLUDE_SCHEMA": False,
        "PREPROCESSING_HOOKS": ["coalition.api.openapi.without_aliases"],
        "POSTPROCESSING_HOOKS": [
            "drf_spectacular.hooks.postprocess_schema_enums",
            "coalition.api.records.schemas.add_components",
            "coalition.api.openapi.any_of_several",
            "coalition.api.manners.plainly",
            "coalition.api.manners.for_every_operation",
        ],
        # One component per vocabulary, instead of one per field that uses it.
        "ENUM_NAME_OVERRIDES": {
            "KindEnum": f"{_WORDS}.KIND",
            "CauseEnum": f"{_WORDS}.CAUSE",
            "CategoryEnum": f"{_WORDS}.CATEGORY",
            "OccurrenceEnum": f"{_WORDS}.OCCURRENCE",
            "AttendanceStatusEnum": f"{_WORDS}.ATTENDANCE_STATUS",
            "RoleEnum": f"{_WORDS}.ROLE",
            "ReasonGivenEnum": f"{_WORDS}.REASON_GIVEN",
            "QualifierEnum": f"{_WORDS}.QUALIFIER",
            "TalkStatusEnum": f"{_WORDS}.TALK_STATUS",
            "PositionEnum": f"{_WORDS}.POSITION",
            "StanceEnum": f"{_WORDS}.STANCE",
            "LevelEnum": f"{_WORDS}.LEVEL",
            "ResultEnum": f"{_WORDS}.RESULT",
            "NameKindEnum": f"{_WORDS}.NAME_KIND",
            "EndingEnum": f"{_WORDS}.ENDING",
            "NamedKindEnum": f"{_WORDS}.NAMED_KIND",
            "PublicNameKindEnum": f"{_WORDS}.PUBLIC_NAME_KIND",
            "MatchedByEnum": f"{_WORDS}.MATCHED_BY",
        },
    }
