"""Editing: the rules that every channel of the desk shares, whoever asks and by which screen.

What an edit does to the stage, which steps a record can take and how they are taken, what may be
deleted, which addresses are free. The admin and the API for records stand on it.
"""
