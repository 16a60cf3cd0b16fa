"""Candidates as the API gives them: every key always there, what does not apply null."""

from collections.abc import Mapping
from typing import Any

from coalition.api.kinds import PUBLIC_KINDS, api_url
from coalition.api.name_questions import FIELDS, read_question
from coalition.page_addresses import page_url
from coalition.resolving import Bearer, Candidate, PublicName, Resolver, Way

Entry = dict[str, Any]


def resolved(values: Mapping[str, Any], resolver: Resolver) -> Entry:
    """The answer to one question; raises NotUnderstood."""
    question = read_question(values)
    candidates = resolver.resolve(question)
    return {
        "query": {name: values.get(name) for name in sorted(FIELDS)} | {"limit": question.limit},
        "parties": [party.reference for party in resolver.parties_of(question)],
        "results": [_candidate(candidate) for candidate in candidates],
    }


def features_of(candidate: Candidate) -> list[Entry]:
    return [{"id": name, "value": value} for name, value in candidate.features.items()]


def document_url(bearer: Bearer) -> str:
    return api_url(f"{PUBLIC_KINDS[bearer.kind].path}/{bearer.slug}/")


def _candidate(candidate: Candidate) -> Entry:
    bearer, found = candidate.bearer, candidate.similarity
    is_identified = found.way == Way.IDENTIFIER
    return {
        **bearer.reference,
        "url": page_url(bearer.kind, bearer.slug),
        "document_url": document_url(bearer),
        "score": candidate.score,
        "match": candidate.is_match,
        "matched_name": None if is_identified else _name(found.name),
        "matched_by": found.way.value,
        "features": features_of(candidate),
        "party": None if candidate.party is None else candidate.party.reference,
    }


def _name(name: PublicName) -> Entry:
    return {
        "name": name.text,
        "kind": name.kind,
        "language": name.language,
        "since": name.since,
        "until": name.until,
    }
