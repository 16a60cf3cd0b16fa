"""Resolving: which public record somebody means by a name, a party and a day.

All of it reads the names that live editions publish, kept in one register for each process.
"""

from coalition.resolving.bearers import Bearer, PublicName, Span
from coalition.resolving.candidates import Candidate, Resolver
from coalition.resolving.questions import DEFAULT_LIMIT, MAX_LIMIT, NAMED, Asked, Question
from coalition.resolving.register import Register, present_register
from coalition.resolving.similarity import Way

__all__ = [
    "DEFAULT_LIMIT",
    "MAX_LIMIT",
    "NAMED",
    "Asked",
    "Bearer",
    "Candidate",
    "PublicName",
    "Question",
    "Register",
    "Resolver",
    "Span",
    "Way",
    "present_register",
]
