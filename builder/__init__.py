"""Turns a regional strategy, held as structured content, into pages, briefs and permanent links."""

__all__ = ["__version__"]

__version__ = "0.1.0"
"""The version of the builder, which `CHANGELOG.md` dates; the formats of exports have versions of their own."""
