"""Presence: who else has a record open, since when, and whether they have saved meanwhile."""
