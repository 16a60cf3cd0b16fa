"""Records in portable form: what seeds, imports and exports have in common.

An entry is one record with its rows and claims, and names other records by slug. `shapes` derives
it from the models, so that a new field is in it at once; docs/interchange.md describes it.
"""

from coalition.interchange.exporting import export_lines
from coalition.interchange.loading import Loaded, load
from coalition.interchange.problems import EntriesRefused, Problem
from coalition.interchange.shapes import KINDS_IN_ORDER

__all__ = ["KINDS_IN_ORDER", "EntriesRefused", "Loaded", "Problem", "export_lines", "load"]
