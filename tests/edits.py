"""Sequences of edits, drawn by chance: after each, a build of what has changed leaves the same as a clean one. `python -m tests.edits 500` tries so many.

An edit is one that a person may make, a mistake among them: of content, of templates, of the look, of settings, of fonts, and of what builds have left.
"""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path

from builder import cli
from builder.fonts import FONTS
from builder.problems import ContentError
from tests import pseudo

EDITS_OF_EACH = 4
"""Edits in a sequence."""
SITE, DOCS, CLEAN = Path("site"), Path("build/docs"), Path("clean")
WORDS = ("more", "less", "and so on", "again", "“quoted”", "a & b", "Σ", "*other*", "[Orr][ORR]", "<b>", "#", "\t:")
"""What is added to texts; the last are mistakes, and others too where they come to stand."""

Build = Callable[..., tuple[int, str]]
"""Runs `builder build` with further arguments; gives its exit code, and what it said of problems."""


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a folder, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def edit(file: str, before: str, after: str) -> None:
    """Replaces words that a file has."""
    path = Path(file)
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def differing(ours: Path, theirs: Path) -> list[str]:
    """The files of two folders that are not the same."""
    one, other = tree(ours), tree(theirs)
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


# --- edits --------------------------------------------------------------------------------------


def _files(folder: str, pattern: str = "*") -> list[Path]:
    return sorted(path for path in Path(folder).rglob(pattern) if path.is_file())


def _word(chance: random.Random) -> None:
    """A text of an entry, or of a translation, has another word."""
    path = chance.choice([*_files("content", "*.yml"), *_files("content", "*.md"), *_files("content", "*.po")])
    lines = path.read_text("utf-8").split("\n")
    at = chance.choice([at for at, line in enumerate(lines) if re.search(r"\w", line)])
    lines[at] += f" {chance.choice(WORDS)}"
    path.write_text("\n".join(lines), "utf-8")


def _number(chance: random.Random) -> None:
    """A number is another one: a value, a year, a place on the map, lines of the source."""
    path = chance.choice([path for path in _files("content", "*.yml") if re.search(r"\d", path.read_text("utf-8"))])
    text = path.read_text("utf-8")
    number = chance.choice(list(re.finditer(r"(?<![\w.])\d+(?![\w.])", text)) or list(re.finditer(r"\d+", text)))
    path.write_text(f"{text[: number.start()]}{int(number[0]) + chance.choice((-1, 1, 10))}{text[number.end() :]}", "utf-8")


def _country(chance: random.Random) -> None:
    """A country comes, like another one."""
    text = chance.choice(_files("content/countries")).read_text("utf-8")
    letters = "".join(chance.choice("JKQWX") for _ in range(3))
    text = re.sub(r"(?m)^id: .*", f"id: {letters}", text)
    text = re.sub(r"(?m)^name: .*", f"name: Land of {letters.title()}", text)
    text = re.sub(r"alpha2: \w+, alpha3: \w+", f"alpha2: {letters[:2]}, alpha3: {letters}", text)
    text = re.sub(r"row: \d+", f"row: {chance.randint(3, 9)}", text)
    Path(f"content/countries/{letters.lower()}.yml").write_text(text, "utf-8")


def _gone(chance: random.Random) -> None:
    """A file is gone, though others may name what stood in it."""
    chance.choice(_files("content")).unlink()


def _moved(chance: random.Random) -> None:
    """A file has another name, by which its page has another address."""
    path = chance.choice([path for folder in ("countries", "objectives", "topics") for path in _files(f"content/{folder}")])
    path.rename(path.with_stem(f"{path.stem}-{chance.choice('abc')}"))


def _renamed(chance: random.Random) -> None:
    """An entry has another id, wherever it is named."""
    old = chance.choice(("KF-WELLS", "KF-BOATS"))
    new = old[:-1] + chance.choice("XYZ")
    for path in [*_files("content", "*.yml"), *_files("content", "*.md")]:
        path.write_text(re.sub(rf"(?<![\w-]){old}(?![\w-])", new, path.read_text("utf-8")), "utf-8")


def _order(chance: random.Random) -> None:
    """A list has its entries in another order."""
    path = chance.choice([path for path in _files("content", "*.yml") if path.read_text("utf-8").startswith("- ")])
    entries = re.split(r"(?m)^(?=- )", path.read_text("utf-8"))[1:]
    chance.shuffle(entries)
    path.write_text("".join(entry.rstrip("\n") + "\n" for entry in entries), "utf-8")


def _template(chance: random.Random) -> None:
    """A template says something else, at its end, where most may."""
    path = chance.choice(_files("templates"))
    comment = {".typ": "// {}\n", ".js": "// {}\n"}.get(path.suffix, chance.choice(("\nWord {}.\n", "{{# {} #}}\n")))
    path.write_text(path.read_text("utf-8") + comment.format(chance.randint(0, 9)), "utf-8")


def _look(chance: random.Random) -> None:
    """A file of the look comes, changes or goes."""
    path = Path("overrides") / chance.choice(("assets/strategy.css", "assets/mine.css", "404.html", "partials/copyright.html"))
    if path.exists() and chance.random() < 0.5:
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        begun = "main { --a: %d }\n" if path.suffix == ".css" else "{%% extends 'main.html' %%}{# %d #}\n" if path.name == "404.html" else "<p>%d</p>\n"
        path.write_text(begun % chance.randint(0, 3), "utf-8")


def _settings(chance: random.Random) -> None:
    """A setting comes, or all that came go."""
    path, own = Path("mkdocs.yml"), "# theirs\n"
    text = path.read_text("utf-8").partition(own)[0]
    more = ("", "extra_css: [assets/mine.css]\n", "site_author: A\n", "site_description: Words\n", "use_directory_urls: true\n")
    path.write_text(f"{text}{own}{chance.choice(more)}", "utf-8")


def _fonts(chance: random.Random) -> None:
    """Fonts of the strategy's own come, or go."""
    folder = Path("content/fonts")
    if folder.exists():
        shutil.rmtree(folder)
    else:
        folder.mkdir()
        shutil.copy(chance.choice(sorted(FONTS.rglob("*.ttf")) or sorted(FONTS.rglob("*.otf"))), folder)


def _language(_: random.Random) -> None:
    """A translation comes, or goes."""
    if Path("content/translations").exists():
        shutil.rmtree("content/translations")
    else:
        with suppress(ContentError):  # a mistake is to be mended first
            pseudo.translate(Path())


def _left(chance: random.Random) -> None:
    """What the last build has left is changed, is gone, or has company."""
    paths = [path for folder in (SITE, Path("build")) for path in _files(str(folder))]
    if paths:
        path = chance.choice(paths)
        data = path.read_bytes()
        path.unlink()  # others may have the same file by another name
        if chance.random() < 0.7:
            path.write_bytes(data[: len(data) // 2])


def _nothing(_: random.Random) -> None:
    """Nothing changes."""


EDITS: dict[Callable[[random.Random], None], int] = {
    _word: 8,
    _number: 5,
    _country: 2,
    _gone: 1,
    _moved: 2,
    _renamed: 1,
    _order: 2,
    _template: 3,
    _look: 2,
    _settings: 2,
    _fonts: 1,
    _language: 1,
    _left: 2,
    _nothing: 1,
}
"""What happens, and how often beside the others."""


# --- sequences ----------------------------------------------------------------------------------


def sequence(seed: int, edits: int, build: Build) -> Iterator[str]:
    """Makes some edits one after the other in the working folder, which is a project, and builds after each; gives what differs from a clean build.

    A mistake is taken back after the build that has found it, as a rule.
    """
    chance = random.Random(seed)
    build()
    for turn in range(edits):
        change = chance.choices(list(EDITS), list(EDITS.values()))[0]
        kept = {name: tree(Path(name)) for name in ("content", "templates", "overrides")}
        settings, before = Path("mkdocs.yml").read_bytes(), tree(SITE)
        change(chance)
        where = f"sequence {seed}, edit {turn + 1}, {change.__name__.strip('_')}"
        code, said = build()
        shutil.rmtree(CLEAN, ignore_errors=True)
        clean = build("--clean", "--docs-dir", CLEAN / "build/docs", "--site-dir", CLEAN / "site")
        if (code, said) != clean:
            yield f"{where}: {(code, said)} is not {clean}"
        if code == 0:
            yield from (f"{where}: site/{name}" for name in differing(SITE, CLEAN / "site"))
            yield from (f"{where}: docs/{name}" for name in differing(DOCS, CLEAN / "build/docs"))
        elif change is not _left and tree(SITE) != before:
            yield f"{where}: the site has changed, though the build failed"
        if code and chance.random() < 0.8:
            Path("mkdocs.yml").write_bytes(settings)
            for name, files in kept.items():
                shutil.rmtree(name, ignore_errors=True)
                for path, data in files.items():
                    Path(name, path).parent.mkdir(parents=True, exist_ok=True)
                    Path(name, path).write_bytes(data)


def project(folder: Path) -> None:
    """Makes a folder a project with the small strategy, with templates and settings of its own to be changed, and the working folder."""
    from tests.conftest import SMALL, copy_project

    copy_project(folder, SMALL / "content", ("templates",))
    (folder / "overrides").mkdir()
    os.chdir(folder)


def in_process(*arguments: object) -> tuple[int, str]:
    """`builder build` in this process."""
    said = io.StringIO()
    with redirect_stdout(io.StringIO()), redirect_stderr(said):
        code = cli.main(["build", "--provisional", *map(str, arguments)])
    return code, said.getvalue()


def main(count: int, first: int = 0) -> int:
    """Tries sequences; gives how many builds differed from a clean one."""
    found = 0
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as folder:
            project(Path(folder, "project"))
            for fault in sequence(seed, EDITS_OF_EACH, in_process):
                found += 1
                print(fault, flush=True)
            os.chdir("/")
    print(f"{count} sequences of {EDITS_OF_EACH} edits, {found} faults.")
    return found


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))
