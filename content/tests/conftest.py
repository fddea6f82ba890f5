"""The fixtures of the tests of the product, for those of this strategy."""

from tests.conftest import (
    browser,
    page,
    real_build,
    real_strategy,
    run,
    site,
    small_build,
    small_strategy,
    subjects,
    tab,
    window,
)
from tests.print.test_briefs import folder
from tests.print.test_typography import documents

__all__ = ["browser", "documents", "folder", "page", "real_build", "real_strategy", "run", "site", "small_build", "small_strategy", "subjects", "tab", "window"]
