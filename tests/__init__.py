"""The tests. `tests/small` is an invented strategy, `tests/golden` holds the pages that are compared word for word."""
