"""The shapes of what the API answers, field by field: for the OpenAPI schema only.

Nothing is serialized with them. Documents are served as they were published, and a test compares
every kind of document with its shape.
"""
