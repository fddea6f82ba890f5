"""`python -m compare REVISION`, run by `make compare`: exit code 0 if the sites are the same, 1 if they differ, 2 if one could not be built."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from compare import builds, report, sites

LENGTH = 40
"""Lines of a change that are printed; all of them are in the report's file."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    try:
        revision = builds.revision_named(options.revision)
        content = "each with its own content" if options.content_too else "both with the working tree's content"
        print(f"Building with {revision} and with the working tree, {content} …", flush=True)
        before, after = builds.both(revision, own_content=options.content_too)
    except builds.UnbuiltError as error:
        print(error)
        return 2
    comparison = sites.compare(before, after)
    print("\n".join(report.words(comparison, LENGTH)))
    whole = builds.WORK / "report.txt"
    whole.write_text("\n".join(report.words(comparison)) + "\n", "utf-8")
    print(f"\nAll of it: {_shown(whole)}; the sites: {_shown(before)}, {_shown(after)}.")
    if options.pixels:
        from compare import pictures  # needs Chromium

        print("\n".join(pictures.compare(before, after, builds.WORK / "pictures")))
    return 0 if comparison.identical else 1


def _shown(path: builds.Path) -> str:
    return path.relative_to(builds.ROOT).as_posix()


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="compare", description="Builds the site with two versions of the builder and says how the sites differ.")
    parser.add_argument("revision", help="the git revision to compare the working tree with")
    parser.add_argument("--content-too", action="store_true", help="build each with its own content; else both have the working tree's")
    parser.add_argument("--pixels", action="store_true", help="also compare pictures of a page of each folder, 1280 and 390 pixels wide")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
