"""The commands' arguments: what each takes, and how its help explains it."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from builder import __version__
from builder.languages import locale_of
from builder.problems import FORMATS
from builder.resources import FONTS
from builder.wording import Phrase, Tell, english

__all__ = ["parser"]


def parser(tell: Tell = english, line: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """What reads the command line, with its help in a language; what it gives says which `command` is meant, by name.

    For a given `line`, only the command that it names has its arguments: what they are may take long to know.
    """
    found = argparse.ArgumentParser(prog="builder", description=tell(Phrase("Turns a regional strategy into a website, briefs and permanent links.")))
    found.add_argument("--version", action="version", version=__version__, help=tell(Phrase("show program's version number and exit")))
    commands = found.add_subparsers(title=tell(Phrase("commands")), required=True, metavar="COMMAND")
    named = next((word for word in line if not word.startswith("-")), "") if line is not None else None
    for name, (told, take, shared) in _COMMANDS.items():
        wanted = named in (name, None)
        command = commands.add_parser(name, formatter_class=_Help, parents=[shared(tell)] if shared and wanted else [], help=tell(told))
        if wanted:
            take(command, tell)
            command.set_defaults(command=name)
    return found


class _Help(argparse.HelpFormatter):
    """Help texts that are the same with every version of Python: an option with its short form first, and its value once."""

    def _format_action_invocation(self, action: argparse.Action) -> str:
        if not action.option_strings or action.nargs == 0:
            return super()._format_action_invocation(action)
        value = self._format_args(action, self._get_default_metavar_for_optional(action))
        return f"{', '.join(action.option_strings)} {value}"


def _folders(tell: Tell) -> argparse.ArgumentParser:
    """The options of commands that read content."""
    found = argparse.ArgumentParser(add_help=False)
    found.add_argument("--content", type=Path, default=Path("content"), metavar="DIR", help=tell(Phrase("the content folder (%(default)s)")))
    found.add_argument("--fonts", type=Path, default=FONTS, metavar="DIR", help=tell(Phrase("the fonts for print (those that come with the builder)")))
    return found


def _showing(tell: Tell) -> argparse.ArgumentParser:
    """The options of commands that make pages."""
    found = argparse.ArgumentParser(add_help=False, parents=[_folders(tell)])
    found.add_argument(
        "--templates", type=Path, metavar="DIR", help=tell(Phrase("the templates that replace the builder's own (templates, beside the content)"))
    )
    return found


def _config_file(command: argparse.ArgumentParser, tell: Tell) -> None:
    command.add_argument(
        "--config-file", type=Path, metavar="FILE", help=tell(Phrase("the publisher's settings, with the site's address (mkdocs.yml, beside the content)"))
    )


def _editions(command: argparse.ArgumentParser, tell: Tell) -> None:
    command.add_argument("--editions-dir", type=Path, metavar="DIR", help=tell(Phrase("where frozen editions are kept (editions, beside the content)")))


def _making(tell: Tell) -> argparse.ArgumentParser:
    """The options of commands that make a site, or a part of it."""
    found = argparse.ArgumentParser(add_help=False, parents=[_showing(tell)])
    found.add_argument("--docs-dir", type=Path, default=Path("build/docs"), metavar="DIR", help=tell(Phrase("where the pages go (%(default)s)")))
    _config_file(found, tell)
    _editions(found, tell)
    return found


def _init(command: argparse.ArgumentParser, tell: Tell) -> None:
    from builder.tools.start import QUESTIONS

    command.add_argument("folder", type=Path, metavar="FOLDER", help=tell(Phrase("where it goes: a folder that is empty or not there yet")))
    for question in QUESTIONS:
        command.add_argument(
            f"--{question.option}",
            metavar="TEXT",
            help=tell(Phrase("{question} ({default})", question=question.words, default=question.default or Phrase("none"))),
        )
    command.add_argument(
        "--from-csv",
        nargs="+",
        type=Path,
        default=[],
        metavar="FILE",
        help=tell(Phrase("take countries, objectives, activities and figures from tables: CSV files, or sheets of XLSX files")),
    )
    command.add_argument("--no-document", action="store_true", help=tell(Phrase("the strategy restates no document, so that nothing has a place in one")))


def _check(command: argparse.ArgumentParser, tell: Tell) -> None:
    command.add_argument("--format", choices=sorted(FORMATS), default="text", help=tell(Phrase("how problems are written (%(default)s)")))
    command.add_argument(
        "--against",
        metavar="SITE",
        help=tell(Phrase("compare with what is published, too: a folder with a site, its links.json, or an address to fetch that from")),
    )


def _build(command: argparse.ArgumentParser, tell: Tell) -> None:
    command.add_argument("--site-dir", type=Path, default=Path("site"), metavar="DIR", help=tell(Phrase("where the site goes (%(default)s)")))
    command.add_argument("--clean", action="store_true", help=tell(Phrase("take nothing from earlier builds: make all of it anew")))
    command.add_argument("--docs-only", action="store_true", help=tell(Phrase("stop before publishing")))
    command.add_argument("--offline", action="store_true", help=tell(Phrase("also make a copy that works without a server, and offer it on the site")))
    command.add_argument(
        "--edition", action="store_true", help=tell(Phrase("freeze the edition that strategy.yml names: keep a copy that no later build changes"))
    )
    command.add_argument(
        "--provisional", action="store_true", help=tell(Phrase("also build for an address that is a placeholder, to try the site; its pages say so"))
    )


def _brief(command: argparse.ArgumentParser, tell: Tell) -> None:
    from builder.print.typesetter import PAPERS

    command.add_argument("names", nargs="+", metavar="ID", help=tell(Phrase("a country, objective or sub-region by its id; 'region' or 'strategy' for all")))
    command.add_argument("--paper", choices=sorted(PAPERS), default="a4", help=tell(Phrase("the paper size (%(default)s)")))
    command.add_argument("--language", metavar="TAG", help=tell(Phrase("the language of a translation, as in 'ru' (that of the content)")))
    command.add_argument("-o", "--out", type=Path, default=Path("out"), metavar="DIR", help=tell(Phrase("where the files go (%(default)s)")))


def _ids(command: argparse.ArgumentParser, tell: Tell) -> None:
    command.add_argument("--check", action="store_true", help=tell(Phrase("change nothing; exit with 1 if an id is missing")))


def _checked(wrong: Callable[[str], Phrase | None], tell: Tell) -> Callable[[str], str]:
    """What reads an argument, and refuses one of which something is to be said."""

    def read(text: str) -> str:
        if said := wrong(text):
            raise argparse.ArgumentTypeError(tell(said))
        return text

    return read


def _no_site(text: str) -> Phrase | None:
    """What is wrong with the address of a site, with or without its scheme: no host stands in it."""
    if re.match(r"(?:https?://|(?!https?:))[\w\[]", text, re.IGNORECASE) and not re.search(r"\s", text):
        return None
    return Phrase("'{text}' is no address of a site: write it as in https://strategy.example.org/", text=text)


def _links(command: argparse.ArgumentParser, tell: Tell) -> None:
    command.add_argument("files", nargs="+", metavar="FILE", help=tell(Phrase("documents, folders of documents, or patterns such as 'docs/**/*.md'")))
    command.add_argument(
        "--links",
        metavar="FILE",
        help=tell(Phrase("the links.json of a published strategy, as a file, a folder that has it, or an address to fetch it from; no content is read then")),
    )
    _config_file(command, tell)
    _editions(command, tell)
    command.add_argument(
        "--base",
        action="append",
        default=[],
        type=_checked(_no_site, tell),
        metavar="URL",
        help=tell(Phrase("another address that the site has or had; may be repeated")),
    )
    command.add_argument("--strict", action="store_true", help=tell(Phrase("exit with 1 for renamed and split ids too")))
    command.add_argument("--fix", action="store_true", help=tell(Phrase("rewrite renamed ids in text and HTML to what they are called today, then check")))
    command.add_argument("--format", choices=("text", "json", "github", "sarif"), default="text", help=tell(Phrase("how they are written (%(default)s)")))


def _diff(command: argparse.ArgumentParser, tell: Tell) -> None:
    command.add_argument("old", metavar="OLD", help=tell(Phrase("a content folder, a strategy.json, or a git revision")))
    command.add_argument("new", metavar="NEW", help=tell(Phrase("the same")))
    command.add_argument("--format", choices=("text", "markdown", "json"), default="text", help=tell(Phrase("how changes are written (%(default)s)")))


def _new(command: argparse.ArgumentParser, tell: Tell) -> None:
    from builder.tools.skeletons import NEW

    command.add_argument("kind", metavar="KIND", help=tell(Phrase(", ")).join(NEW))
    command.add_argument("id", metavar="ID", help=tell(Phrase("its permanent id; of what has none: the term, edition, lines, or id that it is about")))
    command.add_argument("name", metavar="NAME", help=tell(Phrase("its name or title")))


def _override(command: argparse.ArgumentParser, tell: Tell) -> None:
    command.add_argument("names", nargs="*", metavar="NAME", help=tell(Phrase("as in 'templates/pages/topic.md.jinja'; without any, all that there are")))
    command.add_argument("--accept", action="store_true", help=tell(Phrase("copy nothing: write down that yours takes account of the builder's as it is now")))


def _schemas(command: argparse.ArgumentParser, tell: Tell) -> None:
    command.add_argument("--folder", type=Path, default=Path(), metavar="DIR", help=tell(Phrase("the project folder (%(default)s)")))


def _serve(command: argparse.ArgumentParser, tell: Tell) -> None:
    command.add_argument(
        "--address", type=_checked(_no_address, tell), default="127.0.0.1:8000", metavar="HOST:PORT", help=tell(Phrase("where to serve (%(default)s)"))
    )


def _no_address(value: str) -> Phrase | None:
    """What is wrong with HOST:PORT as the server needs it."""
    host, _, port = value.rpartition(":")
    if host and port.isascii() and port.isdecimal() and len(port) <= 5 and int(port) < 65536:
        return None
    return Phrase("'{value}' is no address: write HOST:PORT with a port up to 65535, as in '127.0.0.1:8000'", value=value)


def _translate(command: argparse.ArgumentParser, tell: Tell) -> None:
    command.add_argument(
        "action", choices=("update", "extract", "stats"), help=tell(Phrase("bring catalogues up to date, write their template, or say how far they are"))
    )
    command.add_argument(
        "languages",
        nargs="*",
        type=_checked(_no_language, tell),
        metavar="LANG",
        help=tell(Phrase("languages, as in 'fr' or 'pt-BR'; for 'stats', all if none is named")),
    )
    command.add_argument("-o", "--out", type=Path, metavar="FILE", help=tell(Phrase("where 'extract' writes the template (the standard output)")))
    command.add_argument("--list", action="store_true", help=tell(Phrase("'stats' lists every text that is still to be translated")))


def _no_language(value: str) -> Phrase | None:
    """What is wrong with the tag of a language: there is no such language."""
    if locale_of(value) is not None:
        return None
    return Phrase("'{value}' is no language that Unicode CLDR knows: write a tag as in 'fr' or 'pt-BR'", value=value)


_Taking = Callable[[argparse.ArgumentParser, Tell], None]
_Shared = Callable[[Tell], argparse.ArgumentParser]
_COMMANDS: dict[str, tuple[Phrase, _Taking, _Shared | None]] = {
    "init": (Phrase("make a new strategy, which builds at once"), _init, None),
    "check": (Phrase("check the content and the templates, and list every problem"), _check, _showing),
    "build": (Phrase("check the content and build the site"), _build, _making),
    "brief": (Phrase("make PDF briefs"), _brief, _making),
    "ids": (Phrase("add new ids to the register of published ids"), _ids, _folders),
    "links": (Phrase("find references to the strategy in other documents"), _links, _showing),
    "diff": (Phrase("say what changed between two states of the strategy"), _diff, _folders),
    "new": (Phrase("write the skeleton of a new entry"), _new, _folders),
    "override": (Phrase("copy a template or a file of the look, to change it"), _override, _showing),
    "schemas": (Phrase("write the JSON Schema files for editors"), _schemas, None),
    "serve": (Phrase("show a live preview in the browser"), _serve, _making),
    "translate": (Phrase("make catalogues for translators, and say how far they are"), _translate, _folders),
}
"""Each command: what it does in a line, what takes its arguments, and the options that it shares with others."""
