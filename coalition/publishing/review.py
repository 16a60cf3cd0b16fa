"""The named transitions of a record's stage. No form, import column or PATCH sets it otherwise."""

from typing import TypeVar

from coalition.models import Record, Stage

AnyRecord = TypeVar("AnyRecord", bound=Record)


class TransitionRefused(Exception):
    """The record is not in a stage from which this step leads anywhere."""

    def __init__(self, record: Record, stage: Stage) -> None:
        super().__init__(
            f"“{record}” is {record.get_stage_display().lower()}, "
            f"so it cannot become “{stage.label}” from here. Reload it to see where it stands."
        )


def submit(record: AnyRecord) -> AnyRecord:
    """Hand a draft to the editors."""
    return _move(record, {Stage.DRAFTING}, Stage.IN_REVIEW)


def return_to_drafting(record: AnyRecord) -> AnyRecord:
    """Give it back to its reporter, from review or from approval."""
    return _move(record, {Stage.IN_REVIEW, Stage.APPROVED}, Stage.DRAFTING)


def approve(record: AnyRecord) -> AnyRecord:
    """Say that it may be published. An editor may approve a draft of their own making too."""
    return _move(record, {Stage.DRAFTING, Stage.IN_REVIEW}, Stage.APPROVED)


def _move(record: AnyRecord, origins: set[Stage], stage: Stage) -> AnyRecord:
    if record.stage not in origins:
        raise TransitionRefused(record, stage)
    record.stage = stage
    record.save(update_fields=["stage"])
    return record
