"""Speed and scale: a synthetic newsroom, served as in production, beside two floors and nested
serializers.

`make bench` runs it; docs/benchmarks.md says what it measures and how to read the answer.
"""
