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

__all__ = ["browser", "page", "real_build", "real_strategy", "run", "site", "small_build", "small_strategy", "subjects", "tab", "window"]
