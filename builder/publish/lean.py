"""Style sheets and scripts as they are sent: without comments and indentation, which only those need who change them.

A fifth of their bytes, packed. What is between stays as it was written, so that a fault in a reader's browser names a line that can be found.
"""

from __future__ import annotations

import re

__all__ = ["lean"]

_IN_CSS = re.compile(r"/\*.*?\*/", re.DOTALL)
_IN_SCRIPTS = re.compile(r"^[ \t]*(?:/\*\*(?:[^*]|\*(?!/))*\*/[ \t]*$|//.*$)|/\*\* @type [^\n]*?\*/ ?", re.MULTILINE)
"""Comments that have their lines to themselves, and types within them; a licence begins with `/*` and stays."""
_BEFORE_LINES = re.compile(r"^[ \t]+|\n(?=[ \t]*\n)", re.MULTILINE)


def lean(name: str, text: str) -> str:
    """The text of a file `.css` or `.js` without comments, indentation and empty lines; of any other, and of a script with texts of several lines, as it is."""
    if name.endswith(".css"):
        return _BEFORE_LINES.sub("", _IN_CSS.sub("", text)).lstrip("\n")
    if name.endswith(".js") and all(line.count("`") % 2 == 0 for line in text.split("\n")):
        return _BEFORE_LINES.sub("", _IN_SCRIPTS.sub("", text)).lstrip("\n")
    return text
