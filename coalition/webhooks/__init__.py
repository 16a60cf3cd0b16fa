"""Webhooks: partners are told of new editions (Standard Webhooks).

Publishing writes what is to be sent into the outbox, in its own transaction. Workers send it:
at least once, and for each subscription in the order of the editions of a record.
"""
