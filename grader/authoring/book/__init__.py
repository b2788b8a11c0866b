"""A course -> its book, a static site that needs no server and no network.

    glossary    words and their meanings, out of the statements' tables and `glossary.toml`
    pages       statements, glossary, pictures, grading, docs -> pages, and links between them
    site        pages -> files: templates, styles, pictures, and the index of the search

Every page is complete without a script. Ours adds a search, a switch for dark and light, and one
that stops the pictures.
"""

from __future__ import annotations

from .site import make_book

__all__ = ["make_book"]
