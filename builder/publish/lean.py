"""Style sheets and scripts as they are sent: without comments and white space, which only those need who change them.

The minifiers change no name and move nothing, so that a fault in a reader's browser can be found in the file that it came from.
"""

from __future__ import annotations

import re

import rcssmin
import rjsmin

__all__ = ["lean"]

_NESTED = re.compile(r"`[^`]*\$\{(?:[^{}`]|\{(?:[^{}`]|\{[^{}`]*\})*\})*`")
"""A template literal inside another, whose words the minifier takes for code: it would drop their spaces."""
_INSIDE = re.compile(r"""(?s)("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|/\*.*?\*/|@[^{;"']*[{;])|(?<=[\w\])*])\s+(?=:[^;{}]*\{)""")
"""The space in `.a :is(b)`, which the minifier drops inside `@layer`: with a `*` after it, the selector means the same and stays.

Strings, comments and heads of `@` rules are found first, to be left as they are.
"""


def lean(name: str, text: str) -> str:
    """The text of a file `.css` or `.js` without what only authors read, comments that begin with `!` (licences) apart; of any other, as it is.

    A script with template literals inside others is left as it is, too.
    """
    if name.endswith(".css"):
        text = _INSIDE.sub(lambda found: found[1] or " *", text)
        return str(rcssmin.cssmin(text, keep_bang_comments=True))
    if name.endswith(".js") and not _NESTED.search(text):
        return str(rjsmin.jsmin(text, keep_bang_comments=True))
    return text
