"""What becomes of a planned meeting: cancelled, postponed, rescheduled, held."""

from coalition.desk.occurrences.pages import OccurrencePages

__all__ = ["OccurrencePages"]
