"""A soak: many publish at once, many follow, and what can fail fails.

`python -m benchmarks.soak` runs it; docs/benchmarks.md says what it shows.
"""
