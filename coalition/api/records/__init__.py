"""The staff half of the API: records, written by the rules of the desk.

Nothing in here is public, and no answer of it is kept or cached. The public half never imports it,
but for the addresses in `coalition.api.urls`.
"""
