"""Exports: everything that is public, as files, each of one moment and made while it is sent."""
