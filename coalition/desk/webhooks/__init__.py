"""Webhooks at the desk: whom we send what, how that goes, and what is sent again."""
