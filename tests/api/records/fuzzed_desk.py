"""A desk for requests that nobody would think of: a record of every kind in every stage, and a key
that may write, the same each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from coalition import kept_answers, kept_values
from coalition.access.texts import digest_of, prefix_of
from coalition.api.records.kinds import RECORD_KINDS, ROOT
from tests import factories
from tests.api.access.stages import record_in, stages_of, tag_of

#: The test's own, and worth nothing anywhere else.
_TEXT = f"cdk_fuzzfuzz_{'f' * 43}"
HEADERS = {"Authorization": f"Bearer {_TEXT}"}


class Desk:
    """Every other request that keeps to the schema is aimed at a record that is there, in the
    version that it has: what is made up finds one by luck alone."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        factories.KeyFactory(
            user=factories.alice(), scopes="write", prefix=prefix_of(_TEXT), digest=digest_of(_TEXT)
        )
        self._records = {
            kind.path: [record_in(kind, stage) for stage in stages_of(kind)]
            for kind in RECORD_KINDS.values()
            if kind.kind in kinds
        }
        self._asked: Counter[str] = Counter()

    def aim(self, case: Any) -> None:
        label = case.operation.label
        self._asked[label] += 1
        is_right = case.meta is not None and case.meta.generation.mode.value == "positive"
        number, is_odd = divmod(self._asked[label], 2)
        if not is_right or is_odd or "address" not in case.path_parameters:
            return
        path = case.operation.path.partition(f"/{ROOT}/")[2].partition("/")[0]
        record = self._records[path][number % len(self._records[path])]
        case.path_parameters["address"] = str(record.uid)
        if "If-Match" in case.headers:
            case.headers["If-Match"] = tag_of(record)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever a request writes is gone afterwards, so that each finds the same desk."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    kept_answers.forget_all()
    kept_values.forget_all()
