"""Messages to the person who runs the builder: in the language of their system, from catalogues that are complete and say the same."""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import os
import pickle
import re
import string
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from builder import arguments, cli, command_line, messages
from builder.content import load
from builder.localization import ENGLISH, Localization
from builder.problems import FORMATS, ContentError, Problem
from builder.resources import MESSAGES
from builder.tools import skeletons
from builder.tools.links import reports
from builder.tools.links.references import Outcome
from builder.tools.links.verdicts import Reference
from builder.wording import Phrase, english
from tests import heard, pseudo, words
from tests.conftest import Run, command

RUSSIAN = messages.language_of_person({"LANG": "ru_RU.UTF-8"})
CATALOGUES = words.catalogues(MESSAGES)


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, path.stem)


def texts(message: Message) -> Iterator[tuple[str, str]]:
    """Each text of a message with each of its translations."""
    originals = (message.id,) if isinstance(message.id, str) else message.id
    translations = (message.string,) if isinstance(message.string, str) else message.string
    for translation in translations:
        for original in originals:
            yield original, translation


# --- whose language it is -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, []),
        ({"LANG": "ru_RU.UTF-8"}, ["ru-RU"]),
        ({"LANG": "ru"}, ["ru"]),
        ({"LANG": "C"}, []),
        ({"LANG": "C.UTF-8"}, []),
        ({"LANG": "POSIX"}, []),
        ({"LANG": "de_AT@euro"}, ["de-AT"]),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "ru_RU.UTF-8"}, ["ru-RU"]),
        ({"LC_MESSAGES": "ru_RU.UTF-8", "LC_ALL": "de_DE.UTF-8"}, ["de-DE"]),
        ({"LC_ALL": "", "LANG": "ru_RU"}, ["ru-RU"]),
        ({"LANGUAGE": "kk:ru", "LANG": "de_DE.UTF-8"}, ["kk", "ru"]),
        ({"LANGUAGE": "ru"}, ["ru"]),
        ({"LANGUAGE": "ru", "LANG": "C"}, []),
        ({"LANGUAGE": "ru", "LC_ALL": "C.UTF-8", "LANG": "ru_RU"}, []),
        ({"LANGUAGE": "", "LANG": "ru_RU"}, ["ru-RU"]),
        ({"LANG": "../../etc/passwd"}, []),
    ],
)
def test_languages_are_found_as_gettext_finds_them(environment: dict[str, str], expected: list[str]) -> None:
    assert list(messages.languages(environment)) == expected


def test_the_first_language_that_messages_are_in_is_spoken() -> None:
    assert messages.language_of_person({"LANGUAGE": "xx:ru:en"}).language == "ru"
    assert messages.language_of_person({"LANG": "ru_KZ"}).language == "ru-KZ"
    for environment in ({"LANG": "xx_XX"}, {"LANGUAGE": "en:ru"}, {"LANG": "en_US.UTF-8"}, {}):
        assert messages.language_of_person(environment) is ENGLISH, environment


def test_in_english_no_catalogue_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Localization, "read", lambda *_: pytest.fail("a catalogue was read"))
    assert messages.language_of_person({"LANG": "en_GB.UTF-8"}) is ENGLISH
    assert messages.language_of_person({}) is ENGLISH


# --- phrases --------------------------------------------------------------------------------------


def test_a_phrase_is_english_text_that_knows_what_it_was_made_from() -> None:
    phrase = Phrase("there is no {what} '{{{name}}}'", what=Phrase("country"), name="X")
    assert phrase == "there is no country '{X}'"
    assert {phrase: 1}["there is no country '{X}'"] == 1
    assert phrase.values == {"what": "country", "name": "X"}
    assert json.dumps(phrase) == json.dumps(str(phrase))
    assert english(phrase) == str(phrase)
    assert type(english(phrase)) is str


def test_a_phrase_is_the_same_in_another_process() -> None:
    phrase = Phrase("{one} or {other}", one=Phrase("country"), other=Phrase.counted("{number} file", "{number} files", 2)).shown("short")
    again = pickle.loads(pickle.dumps(phrase))
    assert again == "short"
    assert RUSSIAN.told(again) == RUSSIAN.told(phrase) == "страна или 2 файла"
    error = pickle.loads(pickle.dumps(ContentError([Problem("a.yml", 1, 1, "code", Phrase("is a folder: a file must stand here; move or rename the folder"))])))
    assert error.problems[0].told(RUSSIAN.told) == "a.yml:1:1: ошибка[code]: это папка, а здесь должен быть файл: переместите или переименуйте папку"


@pytest.mark.parametrize(("number", "told"), [(1, "1 файл"), (2, "2 файла"), (5, "5 файлов"), (21, "21 файл")])
def test_a_number_has_its_form(number: int, told: str) -> None:
    phrase = Phrase.counted("{number} file", "{number} files", number)
    assert phrase == ("1 file" if number == 1 else f"{number} files")
    assert RUSSIAN.told(phrase) == told


def test_numbers_with_decimals_are_written_as_the_language_has_it() -> None:
    phrase = Phrase("{number} MB", number=Decimal("1234.5"))
    assert phrase == "1,234.5 MB"
    assert RUSSIAN.told(phrase) == "1\xa0234,5 МБ"
    assert RUSSIAN.told(Phrase("line {first}", first=12345)) == "строка 12345", "the number of a line is no quantity"


def test_rows_and_what_is_put_behind_are_told_part_by_part() -> None:
    phrase = Phrase.row([Phrase("country"), "X", Phrase("figure")], "; ") + Phrase(" Did you mean '{word}'?", word="Y")
    assert phrase == "country; X; figure Did you mean 'Y'?"
    assert RUSSIAN.told(phrase) == "страна; X; цифра Может быть, «Y»?"
    assert Phrase("country") + Phrase("") == "country"
    assert RUSSIAN.told(Phrase("")) == ""
    assert RUSSIAN.told("{country}") == "{country}", "a text that is no phrase stays as it is"
    assert RUSSIAN.told(Phrase.verbatim("country {x}")) == "country {x}"


def test_a_problem_in_another_language_is_one_short_line_too() -> None:
    long = Problem("a\n.yml", 1, 1, "malformed-id", Phrase("'{value}' is not a year: write four digits, as in '2015'", value="x\u202e\n" * 300))
    told = long.told(RUSSIAN.told)
    assert told.startswith("a .yml:1:1: ошибка[malformed-id]: «x\\u202e x")
    assert "…» — не год" in told
    assert len(told) < 900
    assert long.message.startswith("'x")


# --- catalogues -----------------------------------------------------------------------------------


def test_every_phrase_has_the_values_that_its_sentence_names() -> None:
    phrases = list(words.phrases())
    assert len(phrases) > 600
    for phrase in phrases:
        for sentence in filter(None, (phrase.one, phrase.many)):
            named = {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
            assert phrase.values is None or named <= phrase.values, f"{phrase.file}:{phrase.line}: {sentence}"
            assert all(re.fullmatch("[a-z][a-z_]*", name) for name in named), f"{phrase.file}:{phrase.line}: a placeholder is a plain word"


def test_a_sentence_that_is_not_written_out_is_found(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text("sentence = 'a'\nPhrase(sentence)\n", "utf-8")
    with pytest.raises(ValueError, match=r"x\.py:2: the sentence of a phrase must be written out where the phrase is made"):
        list(words.phrases(tmp_path))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_is_complete(path: Path) -> None:
    found = catalogue(path)
    for message in found:
        if message.id:
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(forms), f"not translated: {message.id}"
            assert not message.fuzzy, f"to be looked at: {message.id}"
            assert len(forms) in (1, found.num_plurals)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_has_no_value_that_its_original_has_not(path: Path) -> None:
    for message in catalogue(path):
        for original, translation in texts(message) if message.id else ():
            assert fields(translation) <= fields(original), f"{original} → {translation}"
            assert options(translation) == options(original), f"{original} → {translation}"


NEED_NOT = {"noun": "the number of lines is enough", "number": "as in 'один'"}
"""Values that a translation may leave out."""


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_says_all_that_its_original_says(path: Path) -> None:
    for message in catalogue(path):
        for original, translation in texts(message) if message.id else ():
            assert fields(original) - fields(translation) <= NEED_NOT.keys(), f"{original} → {translation}"
            missing = [word for word in literal(original) if word not in translation]
            assert not missing, f"what is typed letter by letter is not translated: {missing} in {translation}"


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def options(text: str) -> list[str]:
    """What the library of the command line fills in."""
    return sorted(re.findall(r"%(?:\(\w+\))?[sr]", text))


def literal(text: str) -> list[str]:
    """What an editor types as it stands: what is in quotation marks, options, names of files, addresses."""
    quoted = [match[1] for match in re.finditer(r"(?<!\w)'([^']*)'(?!\w)", re.sub(r"\{\w+\}", "¤", text)) if "¤" not in match[1]]
    return [*quoted, *re.findall(r"(?<!\w)--[a-z-]+", text), *re.findall(r"\b[\w-]+\.(?:yml|md|json)\b", text), *re.findall(r"https?://[\w./-]*\w", text)]


def test_the_commands_speak_of_sizes_too() -> None:
    assert RUSSIAN.size(1_700_000) == "1,7 МБ"
    assert RUSSIAN.size(84_000) == "84 КБ"


def test_messages_are_no_burden_to_pages() -> None:
    """Pages, scripts and PDFs get the words of their own catalogues, and none of these."""
    said = {message.id for message in words.template() if message.id}
    told = {message.id for message in words.messages() if message.id}
    common = {text for text in said & told if isinstance(text, str) and " " in text}
    assert common <= {"{number} KB", "{number} MB", ", ", "year not stated"}


# --- commands -------------------------------------------------------------------------------------


@pytest.fixture
def russian(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")


def spoken(capsys: pytest.CaptureFixture[str], *words: str) -> Run:
    """Runs the builder in this process, in the language of the environment."""
    capsys.readouterr()
    try:
        code = cli.main(list(words))
    except SystemExit as exit_:
        code = int(exit_.code or 0)
    captured = capsys.readouterr()
    return Run(code, captured.out, captured.err)


@pytest.mark.usefixtures("russian")
def test_check_in_russian(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert re.fullmatch(r"content: ошибок нет, записей: \d+\.\n", spoken(capsys, "check").out)
    path = small / "strategy.yml"
    path.write_text(path.read_text("utf-8").replace("  name: Commission", "\tname: Commission"), "utf-8")
    (small / "countries/varnholm.yml").unlink()
    done = spoken(capsys, "check")
    assert done.code == 1
    assert "content/strategy.yml:7:1: ошибка[yaml]: здесь табуляция, а в YAML нужны пробелы: сделайте отступ пробелами\n" in done.out
    assert "ошибка[unknown-reference]: не найдено: " in done.out
    assert re.search(r"\nИтого: \d+ ошиб\w+, \d+ файл\w*\.\n$", done.out)


@pytest.mark.usefixtures("russian")
def test_programs_are_told_in_english(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "figures.yml").write_text("", "utf-8")
    found = json.loads(spoken(capsys, "check", "--format", "json").out)
    assert {"code": "empty-file", "message": "is empty: fill it in, or delete the file", "severity": "error"}.items() <= found[0].items()
    assert "::файл пуст: заполните его или удалите" in spoken(capsys, "check", "--format", "github").out


@pytest.mark.usefixtures("russian")
def test_wrong_usage_in_russian(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert spoken(capsys, "brief").err.endswith("builder brief: ошибка: не хватает обязательных аргументов: ID\n")
    assert "аргумент --address: «x» — не адрес: пишите HOST:PORT" in spoken(capsys, "serve", "--address", "x").err
    helped = spoken(capsys, "--help").out
    assert helped.startswith("использование: builder")
    assert "проверить содержание и шаблоны и перечислить все ошибки" in " ".join(helped.split())
    assert spoken(capsys, "brief", "NOWHERE").err == "справки «NOWHERE» нет. Известны: " + spoken(capsys, "brief", "NOWHERE").err.partition("Известны: ")[2]


def test_a_command_says_it_in_the_language_of_each_run(small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of a language stays in the process: neither for messages nor for the library that reads the command line."""
    before = {name: vars(argparse)[name] for name in ("_", "ngettext")}
    for environment, said in (({"LC_ALL": "ru_RU.UTF-8"}, "ошибок нет"), ({"LC_ALL": "C"}, "no problems"), ({"LC_ALL": "ru_RU.UTF-8"}, "ошибок нет")):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert said in spoken(capsys, "check").out
        assert {name: vars(argparse)[name] for name in before} == before
    assert load.load(small)[0].localization.language == "en"


def test_the_help_of_every_command_is_in_the_catalogues() -> None:
    """In the language that nobody speaks, no English is left in the help: only names, options and what stands for values."""
    language = heard.pseudo_language()
    with command_line.spoken(language.told):
        parser = arguments.parser(language.told)
        (commands,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
        helps = [parser.format_help(), *(command.format_help() for command in commands.choices.values())]
    kinds = ", ".join(skeletons.NEW)  # which are typed as they stand
    for text in (" ".join(text.split()).replace(kinds, "") for text in helps):
        assert heard.ENGLISH.findall(re.sub(r"\{[^}]*\}|\([^()]*\)|'[^']*'|builder \w+", "", text)) == []
    assert pseudo.spoken("check the content and build the site") in " ".join(helps[0].split())


def test_what_the_library_of_the_command_line_says_is_known() -> None:
    """Of its sentences in this version of Python, those that people who run a command can see."""
    calls = (node for node in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(node, ast.Call))
    said = {arg.value for call in calls if getattr(call.func, "id", "") == "_" for arg in call.args[:1] if isinstance(arg, ast.Constant)}
    assert said - set(map(str, command_line.SENTENCES)) <= OF_PROGRAMMERS
    assert "expected %s arguments" in inspect.getsource(argparse)


OF_PROGRAMMERS = {
    " (default: %(default)s)",
    "%r is not callable",
    "'required' is an invalid argument for positionals",
    ".__call__() not defined",
    'argument "-" with mode %r',
    "argument '%(argument_name)s' is deprecated",
    "can't open '%(filename)s': %(error)s",
    "cannot have multiple subparser arguments",
    "cannot merge actions - two groups are named %r",
    "command '%(parser_name)s' is deprecated",
    "conflicting subparser alias: %s",
    "conflicting subparser: %s",
    "dest= is required for options like %r",
    "invalid conflict_resolution value: %r",
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    "mutually exclusive arguments must be optional",
    "not allowed with argument %s",
    "one of the arguments %s is required",
    "option '%(option)s' is deprecated",
    "subcommands",
}
"""What it says of features that no command uses, and to programmers."""


@pytest.mark.usefixtures("russian")
def test_references_in_russian() -> None:
    reference = Reference("a.md", 3, 4, "AIM9", "unknown", message=Phrase("there is no such identifier."), where=Phrase("page {number}", number=3))
    outcome = Outcome((reference,))
    assert reports.FORMATS["text"](outcome, RUSSIAN.told) == "a.md:3:4: неизвестен: AIM9 (страница 3): такого идентификатора нет.\n1 ссылка: неизвестен: 1."
    assert "::AIM9 (страница 3) такого идентификатора нет.\n" in reports.FORMATS["github"](outcome, RUSSIAN.told)
    assert reports.FORMATS["json"](outcome, RUSSIAN.told) == reports.FORMATS["json"](outcome, english)
    assert reports.FORMATS["sarif"](outcome, RUSSIAN.told) == reports.FORMATS["sarif"](outcome, english)


def test_a_process_of_its_own_speaks_so(tmp_path: Path) -> None:
    environment = {"LC_ALL": "", "LANGUAGE": "", "LANG": "ru_RU.UTF-8", "PYTHONIOENCODING": "utf-8"}
    done = command("check", cwd=tmp_path, env=environment)
    assert done.out == "content:1:1: ошибка[no-content]: такой папки содержания нет: создайте её или укажите другую в --content\nИтого: 1 ошибка, 1 файл.\n"
    assert command("check", cwd=tmp_path).out.startswith("content:1:1: error[no-content]: this content folder does not exist")
    help_ = command("--help", cwd=tmp_path, env={**environment, "PYTHONIOENCODING": "ascii"})
    assert help_.code == 0, help_.err
    assert help_.out.startswith("\\u0438\\u0441"), "a terminal that lacks the letters shows their numbers, and no traceback"
    assert "LANGUAGE" in os.environ, "tests speak English, whatever the machine does"


def test_every_format_is_for_people_or_for_programs(small: Path) -> None:
    problem = Problem("a.yml", 1, 2, "code", Phrase("is a folder: a file must stand here; move or rename the folder"))
    told = {name: report((problem,), RUSSIAN.told) for name, report in FORMATS.items()}
    assert "это папка" in told["text"]
    assert "это папка" in told["github"]
    assert "is a folder" in told["json"]


def test_the_pseudo_test_hears_english() -> None:
    """It would find a value that is English, and a sentence that no catalogue has."""
    assert list(heard.left(Phrase("there is no {what} '{value}'.", what="figure of boats", value="a b"))) == ["figure of boats"]
    assert list(heard.left(Phrase("no catalogue has this"))) == ["no catalogue has this"]
    assert list(heard.left(Phrase("there is no {what} '{value}'.", what=Phrase("country"), value="a b"))) == []
