"""Turns a regional strategy, held as structured content, into pages, briefs and permanent links."""

__version__ = "0.1.0"
