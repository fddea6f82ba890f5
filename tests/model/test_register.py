"""The register of ids: its rules word for word, `builder ids`, and what the model makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import pipeline, reading
from builder.content.records import RegisterEntry
from builder.localization import ENGLISH
from builder.model import register
from builder.model.strategy import Strategy
from builder.problems import ContentError
from builder.settings import Settings
from tests.conftest import Run
from tests.made import saying

REGISTER = "content/registry.yml"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), "utf-8")


def problems(content: Path) -> list[str]:
    with pytest.raises(ContentError) as error:
        reading.read(content)
    return [str(problem) for problem in error.value.problems]


def line_of(content: Path, text: str, name: str = "registry.yml") -> int:
    return next(number for number, line in enumerate((content / name).read_text("utf-8").splitlines(), 1) if text in line)


# --- the rules ----------------------------------------------------------------------------------


def test_an_id_that_vanished(small: Path) -> None:
    edit(small / "objectives/clean-water.yml", "id: AIM1-SILT", "id: AIM1-MUD")
    assert problems(small) == [
        f"{REGISTER}:{line_of(small, 'id: AIM1-SILT')}:7: error[id-vanished]: 'AIM1-SILT' was published and is gone from the content: "
        "bring it back, or write here "
        "'status: renamed' with 'to: AIM1-MUD', 'status: split' with 'into: […]', or 'status: withdrawn' with 'reason: …' and 'date: …'"
    ]


def test_what_the_message_says_is_right(small: Path) -> None:
    """Doing what the problem says makes the content sound again, and the old id leads to the new one."""
    edit(small / "objectives/clean-water.yml", "id: AIM1-SILT", "id: AIM1-MUD")
    edit(
        small / "registry.yml",
        "  since: 2nd\n  status: current\n  at: objectives/clean-water/#aim1-silt\n",
        "  since: 2nd\n  status: renamed\n  to: AIM1-MUD\n  at: objectives/clean-water/#aim1-silt\n",
    )
    known = register.Register(reading.read(small))
    assert known.leads_to(known.by_id["AIM1-SILT"]) == "objectives/clean-water/#aim1-mud"
    assert [other.id for other in known.renamed_to(known.by_id["AIM1-MUD"])] == ["AIM1-SILT"]


def test_an_id_of_another_kind(small: Path) -> None:
    edit(small / "registry.yml", "- id: TOOL-SET\n  kind: instrument", "- id: TOOL-SET\n  kind: partnership")
    (found,) = problems(small)
    where = f"content/instruments.yml:{line_of(small, 'id: TOOL-SET', 'instruments.yml')}:7"
    assert found.startswith(f"{where}: error[id-kind-changed]: 'TOOL-SET' was published as a partnership (")
    assert found.endswith(") and is an instrument here: give this entry another id, and say in the register what became of the old one")


def test_ids_that_were_shifted(small: Path) -> None:
    """Someone inserts an activity and numbers the others anew: each id now stands for its neighbour."""
    path = small / "objectives/clean-water.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("AIM1-WEIR", "X").replace("AIM1-SILT", "AIM1-WEIR").replace("id: X", "id: AIM1-SILT").replace("[X]", "[AIM1-SILT]"), "utf-8")
    found = problems(small)
    assert [problem.partition("error[")[2].partition("]")[0] for problem in found] == ["id-reused", "id-reused"]
    assert "'AIM1-SILT' was published for '=== Dredge | the `silt`', which has the id 'AIM1-WEIR' here, and now stands for '1. Mend the weir': give" in found[0]


def test_an_id_given_to_something_else(small: Path) -> None:
    edit(small / "objectives/clean-water.yml", 'title: "1. Mend the weir"', "title: Count all fish and birds")
    number = line_of(small, "id: AIM1-WEIR")
    (found,) = problems(small)
    assert found.endswith(
        "error[id-reused]: 'AIM1-WEIR' was published for '1. Mend the weir' and now stands for 'Count all fish and birds': "
        "give it another id if it is something else; "
        f"if it is the same thing reworded, write 'title: Count all fish and birds' in {REGISTER}:{number}"
    )


def test_a_title_reworded_is_no_conflict(small: Path, run: Callable[..., Run]) -> None:
    edit(small / "objectives/clean-water.yml", 'title: "1. Mend the weir"', 'title: "1. Mend the old weir"')
    assert run("ids").code == 0
    assert "title: 1. Mend the old weir\n" in (small / "registry.yml").read_text("utf-8")


def test_a_name_that_the_entry_also_has_is_no_conflict(small: Path) -> None:
    edit(small / "registry.yml", "  title: The River *Table*\n", "  title: Water Table\n")
    reading.read(small)


def test_an_id_that_is_not_free(small: Path) -> None:
    edit(small / "figures.yml", "id: KF-SHARE", "id: KF-FISH")
    found = problems(small)
    assert any("error[id-vanished]: 'KF-SHARE' was published" in problem for problem in found)
    assert any(
        f"error[id-reused]: 'KF-FISH' was published for 'Fish in the river' and is withdrawn "
        f"({REGISTER}:{line_of(small, 'id: KF-FISH')}): give this entry another id" in problem
        for problem in found
    )


def test_an_id_that_vanished_while_its_successor_lacks_a_label(small: Path) -> None:
    path = small / "figures.yml"
    text = path.read_text("utf-8")
    start = text.index("- id: KF-BOATS")
    entry = text[start : text.find("\n- id:", start + 1) if text.find("\n- id:", start + 1) > 0 else None]
    changed = "\n".join(line for line in entry.replace("KF-BOATS", "KF-SHIPS").splitlines() if "label:" not in line)
    path.write_text(text.replace(entry, changed), "utf-8")
    assert any("error[missing-key]" in problem for problem in problems(small))


def test_a_country_that_is_deleted_is_not_taken_for_another(small: Path) -> None:
    """Codes of three letters are all alike; where the register knows better, nothing is guessed."""
    path = next(path for path in sorted((small / "countries").glob("*.yml")) if "id: ORR" in path.read_text("utf-8"))
    path.unlink()
    gone = "It was published and is gone from the content: bring it back, or take this reference out."
    said = {problem.partition("]: ")[2] for problem in problems(small) if "error[id-vanished]" not in problem}
    assert said == {
        f"there is no country 'ORR'. {gone}",
        f"there is no country or group 'ORR'. {gone}",
        f"there is no entry 'ORR'. {gone}",
        f"the link label 'ORR' is not an id. {gone}",
    }


def test_references_to_an_id_that_is_gone(small: Path) -> None:
    edit(small / "figures.yml", "see [wells][KF-WELLS]", "see [wells][AIM1-PIPE] and [fish][KF-FISH] and [aims][AIM9]")
    texts = [problem.partition("]: ")[2] for problem in problems(small)]
    assert texts == [
        "the link label 'AIM1-PIPE' is not an id. It was renamed: write 'AIM1-DUCT'.",
        "the link label 'KF-FISH' is not an id. It was withdrawn on 2031-02-01: Nobody counts *fish* any more.",
        "the link label 'AIM9' is not an id. It was split: write 'AIM1' or 'AIM2'.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "to: AIM1-WELLS",
            "to: AIM1-WELL",
            "error[unknown-successor]: there is no 'AIM1-WELL', neither in the content nor in the register: name an id that is there. Did you mean 'AIM1-WELLS'?",
        ),
        ("to: AIM1-WELLS", "to: AIM1-PIPE", "is renamed in a circle ("),
        ("  to: AIM1-WELLS\n", "", "error[registry-incomplete]: an id that was renamed needs 'to': add it"),
        ("  reason: Nobody counts *fish* any more\n", "", "error[registry-incomplete]: an id that was withdrawn needs 'reason': add it"),
        ("  - AIM2\n", "", "error[registry-incomplete]: an id is split into two or more: name them, or write 'status: renamed' with 'to'"),
        ("\n  status: withdrawn", "\n  status: gone", "error[not-allowed]: 'status' cannot be 'gone'."),
        (
            "\n  status: withdrawn",
            "\n  status: withdrawn\n  to: KF-BOATS",
            "error[registry-incomplete]: 'to' has no meaning where the status is 'withdrawn': remove it, or correct the status",
        ),
        (
            "- id: KF-FISH\n  kind: figure",
            "- id: KF-FISH\n  kind: figur",
            "error[unknown-kind]: 'figur' is no kind of content. Did you mean 'figure'?",
        ),
        (
            "at: key-figures/#kf-fish",
            "at: ../../etc/",
            "error[bad-form]: '../../etc/' has not the form that 'at' needs (an address below the site's root, as in 'objectives/to1/#to1-a01')",
        ),
        (
            "at: key-figures/#kf-fish",
            "at: id/orr/",
            "error[reserved-address]: no page of content was ever at /id/orr/: 'builder ids' writes the right address",
        ),
        (
            "- countries/isle/",
            "- countries/varnholm/",
            "error[address-taken]: /countries/varnholm/ was the address of 'ORR' and now is that of 'VAR' (content/countries/varnholm.yml): "
            "give that file another name",
        ),
        ("- id: KF-FISH", "- id: KF-BOATS", "error[registry-duplicate]: 'KF-BOATS' stands in the register on line"),
        ("since: 1st", "since: 3rd", "error[edition-unknown]: edition '3rd' is not in editions.yml."),
    ],
)  # fmt: skip
def test_mistakes_in_the_register(small: Path, old: str, new: str, message: str) -> None:
    edit(small / "registry.yml", old, new)
    assert any(problem.startswith(f"{REGISTER}:") and message in problem for problem in problems(small)), problems(small)


def test_a_broken_entry_is_reported_once(small: Path) -> None:
    """What could not be read for a mistake of its own is not reported as vanished too."""
    edit(small / "figures.yml", "id: KF-SHARE\n  group: FG-BOATS", "id: KF-SHARE\n  grup: FG-BOATS")
    assert {problem.partition("error[")[2].partition("]")[0] for problem in problems(small)} == {"unknown-key", "missing-key"}


# --- builder ids --------------------------------------------------------------------------------


def test_new_ids_are_added(small: Path, run: Callable[..., Run]) -> None:
    before = (small / "registry.yml").read_text("utf-8")
    assert run("ids") == Run(0, f"{REGISTER}: up to date.\n", "")
    assert (small / "registry.yml").read_text("utf-8") == before
    assert run("ids", "--check") == Run(0, f"{REGISTER}: no id is missing.\n", "")
    assert run("new", "figure", "KF-BIRDS", "Birds").code == 0
    assert run("ids", "--check") == Run(1, f"{REGISTER}: 1 id is missing (KF-BIRDS): run builder ids.\n", "")
    assert run("check").code == 0  # an id that has not been published yet is no mistake
    assert run("ids") == Run(0, f"{REGISTER}: 1 id added (KF-BIRDS).\n", "")
    after = (small / "registry.yml").read_text("utf-8")
    assert "- id: KF-BIRDS\n  kind: figure\n  title: Birds\n  since: 2nd\n  status: current\n  at: key-figures/#kf-birds\n" in after
    assert after.replace("- id: KF-BIRDS\n  kind: figure\n  title: Birds\n  since: 2nd\n  status: current\n  at: key-figures/#kf-birds\n", "") == before


def test_a_register_from_nothing(small: Path, run: Callable[..., Run]) -> None:
    (small / "registry.yml").unlink()
    (small / "editions.yml").unlink()
    assert run("ids").code == 0
    model = reading.read(small)
    assert {node.record.id for node in model.of(RegisterEntry)} == set(model.by_id)


def test_a_register_that_is_gone(small: Path, run: Callable[..., Run]) -> None:
    """Where editions are published, its loss is a mistake; the same command makes a first one."""
    (small / "registry.yml").unlink()
    (small / "editions.yml").write_text("- {name: 2nd, date: 2031-02-28, summary: All new.}\n", "utf-8")
    assert run("check").out.splitlines() == [
        "content/editions.yml:1:3: error[no-register]: editions are published, and there is no registry.yml to keep their ids: "
        "restore it; if there never was one, run 'builder ids'",
        "1 problem in 1 file.",
    ]
    assert run("ids").code == 0
    assert run("check").code == 0


def test_what_editors_wrote_into_the_register_stays(small: Path, run: Callable[..., Run]) -> None:
    """Comments and reasons, the line ends, and the place where the file lies."""
    path = small / "registry.yml"
    edit(path, "- id: SRC-PLAN\n", "# Ask Ida.\n- id: SRC-PLAN\n")
    edit(path, "  at: about/#src-plan\n", "  at: about/#src-plan\n  reason: Printed again.\n")
    noted = path.read_text("utf-8") + "# The end.\n"
    path.write_bytes(noted.replace("\n", "\r\n").encode())
    path.rename("registry.yml")
    path.symlink_to("../registry.yml")
    assert run("new", "figure", "KF-BIRDS", "Birds").code == 0
    assert run("ids") == Run(0, f"{REGISTER}: 1 id added (KF-BIRDS).\n", "")
    assert path.is_symlink()
    after = path.read_bytes().decode()
    assert after.count("\n") == after.count("\r\n")
    added = "- id: KF-BIRDS\n  kind: figure\n  title: Birds\n  since: 2nd\n  status: current\n  at: key-figures/#kf-birds\n"
    assert after.replace("\r\n", "\n").replace(added, "") == noted


def test_comments_stay_with_what_they_are_about(small: Path, run: Callable[..., Run]) -> None:
    """Between entries, at the end of a line and inside an entry; and an entry that changes keeps its quotes."""
    path = small / "registry.yml"
    before = path.read_text("utf-8")
    last = re.findall(r"^- id: (KF-\S+)\n  kind: figure\n", before, re.MULTILINE)
    after_birds = next(name for name in last if name > "KF-BIRDS")
    edit(path, f"- id: {after_birds}\n", f"\n# Ask Ida.\n- id: '{after_birds}'  # counted twice\n  # a figure\n")
    assert run("new", "figure", "KF-BIRDS", "Birds").code == 0
    assert run("ids").code == 0
    added = "- id: KF-BIRDS\n  kind: figure\n  title: Birds\n  since: 2nd\n  status: current\n  at: key-figures/#kf-birds\n"
    noted = f"\n# Ask Ida.\n- id: '{after_birds}'  # counted twice\n  # a figure\n  kind: figure\n"
    assert added + noted in path.read_text("utf-8")


def test_nothing_is_written_over_a_conflict(small: Path, run: Callable[..., Run]) -> None:
    edit(small / "objectives/clean-water.yml", "id: AIM1-SILT", "id: AIM1-MUD")
    before = (small / "registry.yml").read_bytes()
    assert run("ids").code == 1
    assert (small / "registry.yml").read_bytes() == before


def test_a_file_renamed_keeps_its_old_address(small: Path, run: Callable[..., Run]) -> None:
    """Before `builder ids` is run and after it, and after the file has moved back."""
    (small / "countries/varnholm.yml").rename(small / "countries/varn.yml")
    for _ in range(2):
        docs = pipeline.make(Settings())
        assert b'url=../../countries/varn/"' in docs.files["countries/varnholm/index.html"]
        assert run("ids").code == 0
    assert "  at: countries/varn/\n  formerly_at:\n  - countries/varnholm/\n" in (small / "registry.yml").read_text("utf-8")
    (small / "countries/varn.yml").rename(small / "countries/varnholm.yml")
    assert run("ids").code == 0
    assert "  at: countries/varnholm/\n  formerly_at:\n  - countries/varn/\n" in (small / "registry.yml").read_text("utf-8")


def test_what_became_of_an_id_is_said_in_the_language(small_strategy: Strategy) -> None:
    words = {"(split into {names})": "({names} l’ont remplacé)", "Split into {names} on {date}": "Scindé le {date} : {names}"}
    english, french = (register.Register(Strategy(small_strategy.nodes, language)) for language in (ENGLISH, saying("fr", words)))
    said = [(known.mark(known.by_id["AIM9"]), known.fate(known.by_id["AIM9"])) for known in (english, french)]
    assert said == [
        ("(split into AIM1 and AIM2)", "Split into AIM1 and AIM2 on 2031-02-01"),
        ("(AIM1 et AIM2 l’ont remplacé)", "Scindé le 1 février 2031 : AIM1 et AIM2"),
    ]


def test_an_activity_that_moved_to_another_page(small: Path) -> None:
    """Its old anchor stays on the old page and leads on."""
    first, second = (small / "objectives" / name for name in ("clean-water.yml", "free-trade.yml"))
    text = first.read_text("utf-8")
    start = text.index("      - id: AIM1-WEIR")
    end = text.index("      - id: AIM1-SILT")
    first.write_text(text[:start] + text[end:], "utf-8")
    other = second.read_text("utf-8")
    at = other.index("      - id: ") if "      - id: " in other else other.index("  - activities:\n") + len("  - activities:\n")
    second.write_text(other[:at] + text[start:end] + other[at:], "utf-8")
    page = pipeline.make(Settings()).files["objectives/clean-water/index.md"].decode()
    assert (
        '<li id="aim1-weir" class="moved moved--on">AIM1-WEIR (1&#46; Mend the weir):\nmoved, see <a href="../free-trade/#aim1-weir">AIM1-WEIR</a></li>' in page
    )
