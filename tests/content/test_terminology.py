"""Terms are found in all their forms, and nothing else is taken for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.content import terminology


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("irregular migrant", "Irregular migrants came.", True),
        ("irregular migrant", "the irregular\nmigrant’s papers", True),
        ("irregular migrant", "irregular migrantology", False),
        ("migrant", "non-migrant", False),
        ("host society", "host\nsocieties", True),
        ("host society", "host societal", False),
        ("the editors' note", "The editors’ notes", True),
        ("EU", "in the EU", True),
        ("EU", "eu", False),
        ("EU", "EUR", False),
    ],
)
def test_terms_of_the_original(term: str, text: str, found: bool) -> None:
    assert bool(terminology.pattern(term).search(text)) is found


@pytest.mark.parametrize(
    ("text", "form", "language", "found"),
    [
        ("внутренне перемещённым лицам", "внутренне перемещённые лица", "ru", True),
        ("Потоки мигрантов", "миграция", "ru", False),
        ("стран происхождения и назначения", "страна назначения", "ru", True),
        ("стран, куда едут люди, и места назначения", "страна назначения", "ru", False),
        ("назначения страны", "страна назначения", "ru", False),
        ("по опыту", "опыт", "ru", True),
        ("в Азербайджане", "Азербайджан", "ru", True),
        ("des personnes déplacées", "personne déplacée", "fr", True),
        ("mbi migracionin", "migracioni", "sq", True),
        ("mbi migrantët", "migracioni", "sq", False),
        ("", "страна", "ru", False),
    ],
)
def test_terms_of_the_translation(text: str, form: str, language: str, found: bool) -> None:
    assert terminology.has(text, form, language) is found


def _read(tmp_path: Path, text: str, name: str = "ru.terms.yml") -> tuple[terminology.Terminology | None, list[str]]:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    found, problems = terminology.read(path, name)
    return found, list(map(str, problems))


def test_a_list_of_terms(tmp_path: Path) -> None:
    text = "- term: [boat, ship]\n  translation: лодка\n  also: корабль\n  not: [судно]\n  except: [{context: A/b, reason: a name}]\n  note: of any size\n"
    found, problems = _read(tmp_path, text)
    assert problems == []
    assert found
    ((_, line),) = found.terms
    assert (line.term, line.translation, line.also, line.wrong, line.exempt[0].context) == (("boat", "ship"), "лодка", ("корабль",), ("судно",), "A/b")


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        (
            "xx.terms.yml",
            "[]",
            "xx.terms.yml:1:1: error[unknown-language]: 'xx' is no language that Unicode CLDR knows: name the file by a tag as in 'fr' or 'pt-BR'",
        ),
        ("ru.terms.yml", "a: b\n", "ru.terms.yml:1:1: error[wrong-top-level]: must hold a list, each item starting with '- ' at its top level"),
        ("ru.terms.yml", "- term: boat\n", "ru.terms.yml:1:3: error[missing-key]: the key 'translation' is missing: add it"),
        ("ru.terms.yml", "- {term: boat, translation: лодка, nto: x}\n", "ru.terms.yml:1:36: error[unknown-key]: unknown key 'nto'. Did you mean 'not'?"),
        (
            "ru.terms.yml",
            "- {term: a boat, translation: лодка}\n- {term: A boat, translation: судно}\n",
            "ru.terms.yml:2:10: error[repeated-term]: 'A boat' stands here a second time (first on line 1): keep one",
        ),
        ("ru.terms.yml", "- {term: boat, translation: }\n", "ru.terms.yml:1:29: error[empty-value]: 'translation' has no value: write one, or remove the key"),
    ],
)
def test_what_is_wrong_in_a_list_is_told(tmp_path: Path, name: str, text: str, problem: str) -> None:
    assert _read(tmp_path, text, name)[1] == [problem]
