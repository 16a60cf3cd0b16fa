"""The dashboard on the index of the desk: what waits for whoever is signed in."""

from coalition.desk.dashboard.board import dashboard

__all__ = ["dashboard"]
