"""Reconciling: bringing two people's changes of one record together, so that neither is lost.

A form carries the version it read. If the record has moved on, three states are compared: the one
that was read (`base`), the one that is stored, and the one that was sent. What only one side
changed is taken from that side; what both changed is asked.
"""
