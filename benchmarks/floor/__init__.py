"""The floors: the least that Django can do to answer with given bytes.

A second site with startproject's middleware and none of ours. It is served as the site itself is,
and its two views return what the site returned: one from memory, one from a row read by its key.
"""
