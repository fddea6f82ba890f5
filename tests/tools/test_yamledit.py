"""Entries are added and changed where they stand; every other line stays to the byte."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from builder.tools import yamledit
from tests.made import NASTY, texts

NEW = {"id": "NEW", "notes": ["one", "2"]}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "- id: NEW\n  notes:\n    - one\n    - 2\n"),
        ("# None yet.\n", "# None yet.\n\n- id: NEW\n  notes:\n    - one\n    - 2\n"),
        ("- {id: 'OLD'}  # first\n# the end\n", "- {id: 'OLD'}  # first\n# the end\n\n- id: NEW\n  notes:\n    - one\n    - 2\n"),
        ("  - id: OLD\n    notes:\n    - one", "  - id: OLD\n    notes:\n    - one\n\n  - id: NEW\n    notes:\n      - one\n      - 2\n"),
        ("[]\n", "- id: NEW\n  notes:\n  - one\n  - 2\n"),
        ("[{id: 'OLD'}]\n", "- {id: 'OLD'}\n- id: NEW\n  notes:\n  - one\n  - 2\n"),
    ],
)
def test_an_entry_is_added_as_the_list_is_laid_out(before: str, after: str) -> None:
    assert yamledit.appended(before, NEW) == after


ENTRY = """\
- id: 'BOATS'  # counted twice
  # a figure
  title: "Boats"
  since: 1.10 # never rounded
  at: figures/#boats
"""


def test_what_changes_in_an_entry_changes_alone() -> None:
    before = {"id": "BOATS", "title": "Boats", "since": "1.10", "at": "figures/#boats"}
    after = {**before, "title": "Big boats", "formerly_at": ["figures/#ships"]}
    new = ENTRY.replace('"Boats"', '"Big boats"') + "  formerly_at:\n  - figures/#ships\n"
    assert yamledit.changed(ENTRY, before, after) == new
    assert yamledit.changed(new, after, {**before, "title": "Big boats"}) == ENTRY.replace('"Boats"', '"Big boats"')


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), texts, min_size=1))
@example({"a": NASTY})
@example({"a": "NO", "b": "1.0", "c": "007"})
@example({"a": "12", "b": "- x", "c": "# y"})
def test_any_text_comes_back(values: dict[str, str]) -> None:
    """Read as the builder reads content: every scalar is the text that it was."""
    found = yaml.load(yamledit.appended("- a: before\n", values), yaml.BaseLoader)
    assert found == [{"a": "before"}, values]
