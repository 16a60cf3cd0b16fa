"""Pictures drawn on the server: plain shapes, as SVG within a page, as SVG files and as PNG.

A module that draws returns a `Picture`; it knows shapes and colours by name, and neither a page nor
a request. `drawing.py` and `shapes.py` are what to draw with, `rendering.py` makes the three forms,
`catalogue.py` says which pictures a record has and `downloads.py` answers their addresses.
"""
