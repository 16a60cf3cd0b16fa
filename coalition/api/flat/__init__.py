"""Flat data: rows for analysts, read off the live documents of meetings and talks.

`columns` says what a column is, `attendances` and `positions` which there are, `tables` how a
document becomes rows of them. Answers, exports and the data dictionary all go by the same columns.
"""

from coalition.api.flat.attendances import ATTENDANCES
from coalition.api.flat.positions import SEAT_POSITIONS
from coalition.api.flat.tables import Table

TABLES: tuple[Table, ...] = (ATTENDANCES, SEAT_POSITIONS)
