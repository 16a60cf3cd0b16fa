"""Lists: what each list of the desk filters by, searches, shows, and does to many at once."""
