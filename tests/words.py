"""The words of the interface in templates and code ↔ the catalogues in `locales/`: `python -m tests.words` brings these up to date.

A word for readers stands in a call, by which it is found: `_`, `_n`, `_p` in templates of Jinja, `t` in those of the look;
`t`, `tn` in those of Typst and in scripts, `tp` in those of Typst;
`localization`, `worded`, `deferred`, `plural`, `in_context` in Python. The names of kinds are found in `KINDS`, and those of fields in the records.

What commands say to the person who runs them has catalogues of its own, in `locales/messages/`, so that pages get no heavier: it stands in a `Phrase`,
or in `Phrase.counted` where there is a number.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from builder.content.fieldroles import marker_of
from builder.content.kind_phrases import NOUNS
from builder.content.kinds import KINDS, Kind
from builder.content.marks import Ref
from builder.content.records import Identified, Part, Quantity
from builder.exports.entry_facts import CHOICE, told
from builder.localization import CASES, KILOBYTES, MEGABYTES, NOUN
from builder.model.vocabulary import FIELD, field_words, named_after_kind
from builder.resources import LOCALES, MESSAGES

REPO = Path(__file__).resolve().parent.parent
TEMPLATE = LOCALES / "builder.pot"
OF_MESSAGES = MESSAGES / "messages.pot"
IN_JINJA: dict[str, Any] = {"_": None, "_n": (1, 2), "_p": ((1, "c"), 2), "t": None}
IN_PYTHON: dict[str, Any] = {"localization": None, "worded": None, "deferred": None, "said": None, "plural": (1, 2), "in_context": ((1, "c"), 2)}
IN_SCRIPTS: dict[str, Any] = {"t": None, "tn": (1, 2)}
IN_TYPST: dict[str, Any] = {**IN_SCRIPTS, "tp": ((1, "c"), 2)}
SOURCES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("templates/**/*.jinja", "jinja2.ext:babel_extract", IN_JINJA),
    ("site_overrides/**/*.html", "jinja2.ext:babel_extract", IN_JINJA),
    ("builder/**/*.py", "python", IN_PYTHON),
    ("templates/search/*.js", "javascript", IN_SCRIPTS),
    ("templates/permalinks/*.js", "javascript", IN_SCRIPTS),
    ("site_overrides/assets/*.js", "javascript", IN_SCRIPTS),
    ("templates/print/*.typ", "tests.words:typst", IN_TYPST),
)
"""Where words stand: files, what reads them, and the calls that they stand in."""
FIRST = datetime(2015, 1, 1, tzinfo=UTC)
"""The date in the head of catalogues: what they hold depends on no clock."""
_TYPST = re.compile(r'(?<![\w-])(t[np]?)\(\s*("(?:[^"\\]|\\.)*")(?:\s*,\s*("(?:[^"\\]|\\.)*"))?')


def typst(file: io.BufferedIOBase, keywords: Any, comment_tags: Any, options: Any) -> Iterator[tuple[int, str, Any, list[str]]]:
    """What Babel asks of a reader of files: line, call, its texts, comments."""
    text = file.read().decode()
    for match in _TYPST.finditer(re.sub(r"^( *)//.*$", r"\1", text, flags=re.MULTILINE)):
        found = [_string(part) for part in match.groups()[1:] if part]
        yield text.count("\n", 0, match.start()) + 1, match[1], found[0] if match[1] == "t" else tuple(found), []


def _string(literal: str) -> str:
    """What a string of Typst says."""
    escapes = {"n": "\n", "t": "\t"}
    return re.sub(r"\\(u\{([0-9a-f]+)\}|.)", lambda at: chr(int(at[2], 16)) if at[2] else escapes.get(at[1], at[1]), literal[1:-1])


def labels() -> dict[str, tuple[str, ...]]:
    """The fields that are told to readers by a label, each with its values where they are few: those of whole entries, and those that name other entries."""
    shown = [kind for kind in KINDS if kind.identified and not kind.backstage]
    found: dict[str, tuple[str, ...]] = {}
    for kind in shown:
        if _tells_fields(kind):
            for name, choices in _fields_of(kind.record):
                found[name] = tuple(dict.fromkeys((*found.get(name, ()), *choices)))
        markers = ((name, marker_of(kind.record, name)) for name in kind.record.model_fields)
        found.update({name: found.get(name, ()) for name, marker in markers if isinstance(marker, Ref) and not marker.subject})
    return {name: choices for name, choices in sorted(found.items()) if choices or not named_after_kind(name)}


def _tells_fields(kind: Kind) -> bool:
    """Whether entries of a kind are told field by field (`templates/markdown`)."""
    template = REPO / f"templates/markdown/{kind.name}.md.jinja"
    return not template.is_file() or "fact_list" in template.read_text("utf-8")


def _fields_of(cls: type[Part]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The fields of a class, and of those inside it, that are told."""
    for field in told(cls):
        inner = tuple(_parts(cls.model_fields[field.name].annotation))
        if not any(issubclass(part, Identified | Quantity) for part in inner):
            yield field.name, field.choices
            for part in inner:
                yield from _fields_of(part)


def _parts(annotation: Any) -> Iterator[type[Part]]:
    """The classes that the type of a field is made of."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from _parts(inner)


def template() -> Catalog:
    """All words, without a translation."""
    catalogue = Catalog(project="strategy-builder", version="1", charset="utf-8", creation_date=FIRST, header_comment="# The words of the interface.")
    catalogue.add(
        CASES, context=NOUN, locations=[("builder/localization.py", 0)], auto_comments=["As in 'nom gen dat acc ins loc'; empty, if nouns have but one."]
    )
    for kind in KINDS:
        for words in (kind.called, kind.called.short) if kind.called else ():
            if words is not None:
                catalogue.add(f"{words.one} | {words.many}", context=NOUN, locations=[("builder/content/kinds.py", 0)])
    for field, choices in labels().items():
        if not named_after_kind(field):
            catalogue.add(field_words(field), context=FIELD, locations=[("builder/content/records.py", 0)])
        for choice in choices:
            catalogue.add(choice, context=CHOICE, locations=[("builder/content/records.py", 0)])
    for pattern, method, keywords in SOURCES:
        for path in sorted(REPO.glob(pattern)):
            if "vendor" in path.parts or "packaged" in path.parts:
                continue
            name = path.relative_to(REPO).as_posix()
            with path.open("rb") as file:
                options = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"} if "jinja2" in method else {}
                for line, words, comments, context in extract(method, file, keywords, options=options):
                    catalogue.add(words, locations=[(name, line)], auto_comments=comments, context=context)
    return catalogue


@dataclass(frozen=True)
class Told:
    """A phrase in code: where it stands, its sentence, that of several things, and the names of its values; none if they are not written out."""

    file: str
    line: int
    one: str
    many: str
    values: frozenset[str] | None


def phrases(folder: Path | None = None) -> Iterator[Told]:
    """All phrases in the code of a folder, or of the builder. Raises `ValueError` for one whose sentence is not written out where it is made."""
    for path in sorted((folder or REPO / "builder").rglob("*.py")):
        name = path.relative_to(REPO).as_posix() if path.is_relative_to(REPO) else path.name
        if "packaged" in path.parts or name in MAKING:
            continue
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            called = ast.unparse(call.func)
            if called in ("Phrase", "Phrase.counted"):
                sentences = [arg.value if isinstance(arg, ast.Constant) else None for arg in call.args[: 1 if called == "Phrase" else 2]]
                if None in sentences:
                    raise ValueError(f"{name}:{call.lineno}: the sentence of a phrase must be written out where the phrase is made")
                names = [keyword.arg for keyword in call.keywords]
                values = None if None in names else frozenset(filter(None, names)) | ({"number"} if len(sentences) == 2 else frozenset())
                yield Told(name, call.lineno, str(sentences[0]), str(sentences[1]) if len(sentences) == 2 else "", values)


MAKING = frozenset(["builder/wording.py"])
"""The module that makes phrases of what it is given."""


def messages() -> Catalog:
    """All that commands say to the person who runs them, without a translation."""
    catalogue = Catalog(project="strategy-builder", version="1", charset="utf-8", creation_date=FIRST, header_comment="# What commands say.")
    for phrase in phrases():
        if phrase.one:
            catalogue.add((phrase.one, phrase.many) if phrase.many else phrase.one, locations=[(phrase.file, phrase.line)])
    for noun in NOUNS.values():
        catalogue.add(noun, locations=[("builder/content/kinds.py", 0)])
    for size in (KILOBYTES, MEGABYTES):
        catalogue.add(size, locations=[("builder/localization.py", 0)])
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """A catalogue as its file holds it; files without line numbers, so that what stands elsewhere changes nothing."""
    file = io.BytesIO()
    write_po(file, catalogue, width=120, sort_output=False, include_lineno=False, ignore_obsolete=True)
    return file.getvalue()


def updated(path: Path, words: Catalog) -> bytes:
    """The catalogue of a language with the words as they are now."""
    with path.open("rb") as file:
        catalogue = read_po(file, path.stem)
    catalogue.update(words, update_header_comment=False)
    catalogue.creation_date = catalogue.revision_date = FIRST
    return written(catalogue)


def catalogues(folder: Path = LOCALES) -> tuple[Path, ...]:
    """The catalogues of languages in a folder."""
    return tuple(sorted(folder.glob("*.po")))


def files() -> dict[Path, bytes]:
    """What the folders of catalogues hold when they are up to date."""
    found = {}
    for path, words in ((TEMPLATE, template()), (OF_MESSAGES, messages())):
        found |= {path: written(words), **{other: updated(other, words) for other in catalogues(path.parent)}}
    return found


def main(arguments: list[str]) -> int:
    """Brings the catalogues up to date; with `--check`, says which are not, and gives 1 if there is one."""
    stale = [path for path, data in files().items() if not path.is_file() or path.read_bytes() != data]
    if arguments != ["--check"]:
        for path, data in files().items():
            path.write_bytes(data)
        return 0
    for path in stale:
        print(f"{path.relative_to(REPO)}: does not hold the words of templates and code: run 'make words', and translate what is new")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
