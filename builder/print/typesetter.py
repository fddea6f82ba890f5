"""Plain values and Typst templates → PDF bytes.

Data is handed over in memory, templates and fonts are those of their folders and no system font is used, so the same input gives
the same bytes on every machine. PDF/A-2a and PDF/UA-1 together: archival and accessible; Typst refuses what breaks either.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, cast

import typst

from builder.fonts import FONTS, font_files, found_fonts
from builder.localization import ENGLISH, Localization
from builder.print import language_values, look_values
from builder.print.identifier import identified
from builder.problems import ContentError, Problem
from builder.resources import replaced
from builder.wording import Phrase

STANDARDS: list[Any] = ["a-2a", "ua-1"]
PICTURE_PPI = 192.0
"""Pixels of a picture for each 72 points: twice as many as a screen of usual density has."""
PictureForm = Literal["svg", "png"]
PAPERS = {"a4": "a4", "letter": "us-letter"}
"""Paper sizes by the name that a user gives, and their name in Typst."""
_PAGE_COUNT = re.compile(rb"/Type/Pages/Count (\d+)")
"""The root of the page tree as Typst writes it."""
_LONG_WORD = re.compile(r"\S{50}")
_MAIN = '#import "{name}": render\n#render(json("data.json"))\n'


@dataclass(frozen=True)
class Pdf:
    """A finished document."""

    data: bytes
    pages: int


@dataclass(frozen=True, eq=False)
class Typesetter:
    """Templates and fonts, ready to set any number of documents, from several threads if need be."""

    templates: Path
    """The folder of the `.typ` files; a template defines `render(data)`."""
    fonts: Path = FONTS
    date: datetime.date = datetime.date(1970, 1, 1)
    """What documents say that they were made on: the edition's date, for the clock is no input."""
    own: Path | None = None
    """A folder whose files replace those of `templates`; it need not be there."""
    more_fonts: tuple[Path, ...] = ()
    """Further folders of fonts."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Pictures that templates show, by the name of their file."""
    localization: Localization = ENGLISH
    """The language of what templates say by themselves."""
    names: tuple[str, ...] = ()
    """The names of entries that sentences need in several cases."""

    @cached_property
    def _names(self) -> frozenset[str]:
        """The templates by file name. Raises `ContentError` if there is none, or if one is no text."""
        found = {path.name: path.read_bytes() for path in self.templates.glob("*.typ")}
        if not found:
            raise ContentError([Problem.of_file(self.templates, "missing-template", Phrase("holds no print template (.typ): restore the folder"))])
        found.update((name, data) for name, data in self._replaced.items() if name.endswith(".typ") and "/" not in name)
        unclear = sorted(name for name, data in found.items() if not _is_utf8(data))
        if unclear:
            message = Phrase("is not UTF-8 text: save the template with the encoding UTF-8")
            raise ContentError(Problem.of_file(self._named(name), "not-utf-8", message) for name in unclear)
        return frozenset(found)

    @cached_property
    def _replaced(self) -> dict[str, bytes]:
        """The files of `own` that say anything else than those of `templates`; they are handed over in memory, before which Typst looks nowhere."""
        return replaced(self.own, self.templates)

    def _named(self, file: str) -> str:
        """A template as the user would name it."""
        return f"{(self.own if self.own and file in self._replaced else self.templates).as_posix()}/{file}"

    @cached_property
    def _faces(self) -> typst.Fonts:
        font_files(*self.font_folders)
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(self.font_folders))

    @property
    def font_folders(self) -> tuple[Path, ...]:
        """The folders of all fonts."""
        return self.fonts, *self.more_fonts

    @cached_property
    def _of_thread(self) -> threading.local:
        return threading.local()

    def _compiler(self) -> typst.Compiler:
        """The compiler of this thread, which parses each template once; it would parse those handed over in memory for each document."""
        mine = self._of_thread
        if not hasattr(mine, "compiler"):
            mine.compiler = typst.Compiler(root=self.templates, font_paths=self._faces, ignore_system_fonts=True)
        return cast(typst.Compiler, mine.compiler)

    @cached_property
    def _words(self) -> bytes:
        """The language as its file holds it."""
        return json.dumps(language_values.of(self.localization, self.names), ensure_ascii=False).encode()

    @cached_property
    def key(self) -> str:
        """A digest of everything but the data that a document depends on."""
        digest = hashlib.sha256(f"{_typst_version()} {STANDARDS} {PICTURE_PPI} {self.date} {_MAIN}".encode())
        beside = [path for path in self.templates.rglob("*") if path.is_file() and not path.name.startswith(".")]  # templates, and what they show
        files = {path.relative_to(self.templates).as_posix(): path.read_bytes() for path in beside} | self._replaced | dict(self.pictures)
        files["words.json"] = self._words
        for at, folder in enumerate(self.font_folders):
            files |= {f"{'/' * (at + 1)}{path.relative_to(folder).as_posix()}": path.read_bytes() for path in found_fonts(folder)}
        for name, data in sorted(files.items()):
            digest.update(f"\n{name}\n".encode() + hashlib.sha256(data).digest())
        return digest.hexdigest()

    def _known(self, template: str) -> str:
        """The file of a template. Raises `ContentError` if it is missing."""
        name = f"{template}.typ"
        if name not in self._names:
            raise ContentError([Problem.of_file(self._named(name), "missing-template", Phrase("this template is missing: restore it"))])
        return name

    def _files(self, name: str, inputs: dict[str, Any]) -> dict[str, bytes]:
        """The main file of a document, which a template of this name renders, and its data, by name."""
        document = inputs["data"].get("document", {})
        shared = {"called": document.get("called", {}), "look": document.get("look", look_values.PLAIN)}
        values = {"long-words": _has_long_words(inputs["data"]), "fonts": self._faces.families(), **shared, **inputs}
        texts = {f"{key}.json": json.dumps(value, ensure_ascii=False).encode() for key, value in values.items()}
        return {**self._replaced, **self.pictures, "words.json": self._words, "main.typ": _MAIN.format(name=name).encode(), **texts}

    def told(self, label: str, template: str, data: dict[str, Any], **more: Any) -> Any:
        """The value that a template labels so; nothing is printed. Raises what `set` does."""
        inputs = {"data": data, **more}
        files: Any = self._files(self._known(template), inputs)
        try:
            found = typst.query(files, f"<{label}>", field="value", one=True, root=self.templates, font_paths=self._faces, ignore_system_fonts=True)
        except RuntimeError:  # which does not say where
            self._compiled(template, inputs, format="svg")
            raise
        return json.loads(found)

    def set(self, template: str, data: dict[str, Any], *, identifier: str = "", **more: Any) -> Pdf:
        """Sets a document; templates read `data` as 'data.json', and `more` as files named likewise.

        `identifier` is the permanent address that its metadata name.
        Raises `ContentError` with what Typst reports of a template: errors, and warnings too."""
        pdf = self._compiled(template, {"data": data, **more}, format="pdf", pdf_standards=STANDARDS)
        return Pdf(identified(pdf, identifier) if identifier else pdf, int(_PAGE_COUNT.findall(pdf)[0]))

    def picture(self, template: str, form: PictureForm, data: dict[str, Any]) -> bytes:
        """Sets a document of one page as a picture. Raises what `set` does."""
        return self._compiled(template, {"data": data}, format=form, ppi=PICTURE_PPI)

    def _compiled(self, template: str, inputs: dict[str, Any], **options: Any) -> bytes:
        name = self._known(template)
        files = self._files(name, inputs)
        timestamp = datetime.datetime.combine(self.date, datetime.time(), datetime.UTC)
        try:
            found, warnings = self._compiler().compile_with_warnings(files, timestamp=timestamp, **options)
        except typst.TypstError as error:
            raise ContentError(self._problems(str(error.diagnostic), name)) from None
        if warnings:
            raise ContentError(problem for warning in warnings for problem in self._problems(str(warning.diagnostic), name))
        return cast(bytes, found)  # one file, not a list of pages

    def _problems(self, diagnostic: str, template: str) -> list[Problem]:
        """Typst's own report as problems: 'error: message', then the place as '┌─ file:line:column'."""
        found = []
        for part in re.split(r"^(?:error|warning): ", diagnostic, flags=re.MULTILINE)[1:]:
            message = part.splitlines()[0]
            place = re.search(r"┌─ ([^:\n]+):(\d+):(\d+)", part)
            hints = "; ".join(hint.strip() for hint in re.findall(r"= hint: (.*)", part))
            file, line, column = (Path(place[1]).name, int(place[2]), int(place[3]) + 1) if place else (template, 1, 1)
            found.append(Problem(self._named(file), line, column, "typst", Phrase.verbatim(f"{message} ({hints})" if hints else message)))
        return found or [Problem.of_file(self._named(template), "typst", Phrase.verbatim(" ".join(diagnostic.split())))]


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _has_long_words(value: Any) -> bool:
    """Whether a text has a word that a line may not hold; templates look for them only then. Addresses are theirs to divide."""
    if isinstance(value, str):
        return "://" not in value and _LONG_WORD.search(value) is not None
    return any(map(_has_long_words, value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()))


def _typst_version() -> str:
    from importlib.metadata import version

    return version("typst")
