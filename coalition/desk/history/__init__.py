"""History: what was done to a record, by whom, and the way back to any of its states."""
