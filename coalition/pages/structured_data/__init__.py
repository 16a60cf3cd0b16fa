"""What a page says to programs, in the words of schema.org: one module for each type of thing.

Nothing is said here that the page does not say, and nothing more exactly than its sources do: what
is not known is left out, for there is no way to be vague.
"""
