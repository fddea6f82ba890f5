"""Markdown twins: CommonMark that says what the model and the page say, small, with links that last; `llms.txt` and `security.txt`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from markdown_it import MarkdownIt

from builder import exports, pipeline, reading
from builder.content import addresses, prose
from builder.content.addresses import stored
from builder.content.fieldroles import descriptions
from builder.content.records import Chart, Country, Objective, SourceDocument, Topic
from builder.exports import markdown, security, twins
from builder.exports.context import Context
from builder.model import citations
from builder.model.strategy import Strategy
from builder.pages import catalogue
from builder.resources import PACKAGED
from builder.views import profiles
from tests.conftest import Run, Site, markdown_converter
from tests.made import BASE, published
from tests.model.test_register import edit

READER = MarkdownIt("commonmark")
REAL = "https://strategy.example.org/"


def context(model: Strategy, base: str = REAL, copy_of: str = "") -> Context:
    """What exports are made from, with the pages of the site."""
    pages = catalogue.pages(model)
    where = published(model)
    titles = {page.path: page.title for page in pages if page.title}
    return Context(model, addresses.Site(base, copy_of), tuple(page.path for page in pages), where.templates, where.pictures, titles)


def words(text: str) -> str:
    return " ".join(text.split())


def read(data: bytes) -> str:
    """What a reader of CommonMark shows, as plain text."""
    return words(html.fromstring(READER.render(data.decode())).text_content())


@pytest.fixture(scope="module")
def files(coast_strategy: Strategy) -> dict[str, bytes]:
    return exports.files(context(coast_strategy))


@pytest.fixture(scope="module")
def small_files(small_strategy: Strategy) -> dict[str, bytes]:
    return exports.files(context(small_strategy))


def shown(model: Strategy, path: str) -> str:
    """The plain text of a page of the site."""
    page = next(page for page in catalogue.pages(model) if page.path == path)
    text = pipeline.page_reader(model, PACKAGED, addresses.Site(REAL))(page).decode()
    root = html.fromstring(markdown_converter()(text.split("---\n", 2)[2]))
    for tip in root.xpath("//span[@class='tip']"):  # the explanation of an abbreviation, within the words
        tip.drop_tree()
    return words(root.text_content())


def test_every_page_and_every_id_has_one(files: dict[str, bytes], coast_strategy: Strategy) -> None:
    for page in catalogue.pages(coast_strategy):
        assert files[stored(addresses.twin(page.path))].startswith(b"# ")
    for identifier in context(coast_strategy).register.identifiers:
        assert files[stored(f"id/{identifier.id.lower()}.md")].startswith(b"# ")
    for country in coast_strategy.of(Country):
        assert files[f"id/{country.id.lower()}.md.txt"] == files[f"countries/{country.slug}.md.txt"]


def test_it_says_what_the_model_says(files: dict[str, bytes], coast_strategy: Strategy) -> None:
    """All that an entry says of itself, its source and its notes stand in its own twin."""
    for node in coast_strategy.nodes:
        if not node.id or node.narrowed(Country):
            continue
        text = read(files[f"id/{node.id.lower()}.md.txt"])
        for part in (node.title, node.record.cited.section if node.record.cited else "", *node.record.notes, *descriptions(node.record)):
            for sentence in prose.to_text(part).splitlines():
                assert words(sentence) in text, (node, sentence)


def test_what_it_says_of_a_country(files: dict[str, bytes], coast_strategy: Strategy) -> None:
    """Every passage, figure and body of the profile, which the page shows too."""
    for node in coast_strategy.of(Country):
        profile, text = profiles.profile(coast_strategy, node), read(files[f"id/{node.id.lower()}.md.txt"])
        page = shown(coast_strategy, node.place.page)
        told = [*profile.passages, *(item for group in profile.about_groups for item in group.passages)]
        figures = [*profile.figures, *(figure for group in profile.about_groups for figure in group.figures)]
        said = [sentence for item in told for sentence in (prose.to_text(item.text).splitlines() if item.text else item.sentences)]
        said += [prose.to_text(figure.record.text) for figure in figures]
        said += [prose.to_text(statement.text) for statement in node.record.in_short]
        said += [item.partnership.title for item in profile.memberships] + [activity.title for mark in profile.objectives for activity in mark.activities]
        said += node.record.office.lines if node.record.office else ()
        for sentence in map(words, said):
            assert sentence in text, (node, sentence)
            assert sentence in page, (node, sentence)


def test_it_says_nothing_that_the_page_does_not(files: dict[str, bytes], coast_strategy: Strategy) -> None:
    entries = [nodes[0].place.page for nodes in map(coast_strategy.of, (Objective, Topic, Country)) if nodes]
    for path in (*entries, addresses.FRAMEWORK, addresses.INSTRUMENTS):
        _compare(shown(coast_strategy, path), files[stored(addresses.twin(path))])


def _compare(page: str, twin: bytes) -> None:
    inlines = [token for token in READER.parse(twin.decode()) if token.type == "inline" and token.level == 1]
    paragraphs = [words(html.fromstring(READER.renderer.render([token], READER.options, {})).text_content()) for token in inlines if token.content]
    prose_alone = [text for text in paragraphs[1:] if not re.match(r"^\w+( \w+)? (in|of) |Page of|Restated|All \d+|Source: ", text)]
    assert prose_alone
    for text in prose_alone:
        heading = text.split(" ", 1)[-1]
        known = text.endswith((" that name it", "What the strategy says about it")) or all(part in page for part in text.split(", "))
        assert text in page or heading in page or known, text


def test_words_and_links(files: dict[str, bytes]) -> None:
    for path, data in files.items():
        if not path.endswith(".md.txt") or path == "references.md.txt":
            continue
        text = data.decode()
        assert text.count(citations.RESTATED) <= 1
        for token in READER.parse(text):
            for child in token.children or ():
                if child.type == "link_open":
                    assert str(child.attrs["href"]).startswith(("https://", "http://")), path
        assert "&#" not in text
        assert not re.search(r"<(?!https?:)\w", re.sub(r"`[^`]*`", "", text)), path


def test_a_twin_word_for_word(small_files: dict[str, bytes]) -> None:
    assert citations.RESTATED.encode() in small_files["id/aim1-weir.md.txt"]
    assert f"[VAR]: {REAL}id/var/".encode() in small_files["id/kf-wells.md.txt"]
    assert f"({REAL}id/fg-water/)".encode() in small_files["id/kf-wells.md.txt"]
    assert b"lines 46" in small_files["id/kf-boats.md.txt"] or b"line 46" in small_files["id/kf-boats.md.txt"]


def test_an_entry_stands_in_other_files_as_in_its_own(files: dict[str, bytes], coast_strategy: Strategy) -> None:
    """But for its level of headings, and for what only its own file says: what it is, its address, and what names it."""
    for objective in coast_strategy.of(Objective):
        whole = files[f"id/{objective.id.lower()}.md.txt"].decode()
        assert whole.count("Permanent link:") == 1
        assert "\1" not in whole
        for activity in coast_strategy.inside(objective):
            own = files[f"id/{activity.id.lower()}.md.txt"].decode()
            assert own.count("Permanent link:") == 1
            assert "\1" not in own
            assert re.search(rf"^###+ {activity.code} ", whole, re.MULTILINE)
            assert own.startswith(f"# {activity.code} ")


def test_headings_go_down_as_far_as_there_are_levels() -> None:
    text = "# One\n\n## Two\n\n##### Five\n\n#hash # in a line\n\\# escaped"
    assert markdown.lowered(text, 2) == "### One\n\n#### Two\n\n###### Five\n\n#hash # in a line\n\\# escaped"
    assert markdown.lowered(text, 0) == text


def test_small(coast_build: Site) -> None:
    """Each is a quarter of its page at most."""
    sizes = []
    for path in coast_build.folder.rglob("*.md"):
        page = coast_build.folder / ("index.html" if path.stem == "index" else f"{path.relative_to(coast_build.folder).with_suffix('')}/index.html")
        if page.is_file() and path.parent.name != "id":
            sizes.append((path.stat().st_size, page.stat().st_size, path.name))
            assert f'type="text/markdown" href="{"" if path.stem == "index" else "../"}{path.name}"' in page.read_text("utf-8")
    assert sizes
    assert [name for twin, page, name in sizes if twin > page / 4] == []
    for path in coast_build.folder.glob("id/*/index.html"):
        assert f'type="text/markdown" href="../{path.parent.name}.md"' in path.read_text("utf-8")


def test_ids_that_are_gone(small_files: dict[str, bytes]) -> None:
    assert b"Withdrawn on 2031-02-01: Nobody counts \\*fish\\* any more" in small_files["id/kf-fish.md.txt"]
    assert b"Split on 2031-02-01. It has become:\n\n- [AIM1](https://strategy.example.org/id/aim1/) " in small_files["id/aim9.md.txt"]
    assert b"Renamed. It has become:\n\n- [AIM1-WELLS](https://strategy.example.org/id/aim1-wells/) " in small_files["id/aim1-pipe.md.txt"]


def test_llms_txt(files: dict[str, bytes]) -> None:
    """As llmstxt.org has it: a title, a quotation, paragraphs, then sections of nothing but lists of links to twins that are there."""
    tokens = [token for token in READER.parse(files["llms.txt"].decode()) if token.level == 0 and token.nesting >= 0]
    assert [token.type for token in tokens[:2]] == ["heading_open", "blockquote_open"]
    first = next(at for at, token in enumerate(tokens) if token.tag == "h2")
    assert {token.type for token in tokens[first:]} == {"heading_open", "bullet_list_open"}
    links = re.findall(r"^- \[.+\]\(<(.+)>\)", files["llms.txt"].decode(), re.MULTILINE)
    assert links
    assert all(stored(link.removeprefix(REAL)) in files for link in links)
    assert files["llms.txt"].decode().rindex("## ") == files["llms.txt"].decode().index("## Optional")


def test_a_frozen_copy_leads_to_its_own_twins(small_strategy: Strategy) -> None:
    text = exports.files(context(small_strategy, BASE, "1.0"))["llms.txt"].decode()
    assert f"(<{BASE}editions/1.0/countries/orr.md>)" in text


@pytest.mark.parametrize(
    ("contact", "written"), [("safe@ostra.example.org", "mailto:safe@ostra.example.org"), ("https://ostra.example.org/safe", "https://ostra.example.org/safe")]
)
def test_security_txt(small: Path, contact: str, written: str) -> None:
    edit(small / "strategy.yml", "feedback: plan@ostra.example.org", f"security_contact: {contact}")
    edit(small / "strategy.yml", "date: 2031-02-28", "date: 2032-02-29")
    model = reading.read(small, forgiven=("edition-date", "editions"))
    assert exports.files(context(model))[security.PATH].decode().splitlines() == [
        f"Contact: {written}",
        "Expires: 2033-02-28T00:00:00Z",
        "Preferred-Languages: en",
        f"Canonical: {REAL}.well-known/security.txt",
    ]
    several = replace(context(model), site=addresses.Site(REAL, languages=(("en", REAL), ("el", f"{REAL}el/"))))
    assert "Preferred-Languages: en, el\n" in security.security_txt(several, contact).decode()
    assert security.PATH not in exports.files(context(model, BASE))  # below a path
    assert security.PATH not in exports.files(context(model, REAL.replace("https:", "http:")))  # RFC 9116, 2.5.2 and 3
    assert security.PATH not in exports.files(context(model, REAL, "1.0"))


def test_no_security_txt_without_a_contact(small_strategy: Strategy) -> None:
    assert security.PATH not in exports.files(context(small_strategy))


def test_a_contact_that_is_none(small: Path, run: Callable[..., Run]) -> None:
    edit(small / "strategy.yml", "feedback: plan@ostra.example.org", "security_contact: http://ostra.example.org/")
    assert "content/strategy.yml:25:19: error[bad-contact]: 'http://ostra.example.org/' is no address to write to" in run("check").out


def test_published_though_its_folder_begins_with_a_dot(project: Path, run: Callable[..., Run]) -> None:
    edit(project / "strategy.yml", "feedback: plan@ostra.example.org", "security_contact: safe@ostra.example.org")
    assert run("build", "--provisional").code == 0
    assert Path("site", security.PATH).read_bytes() == Path("build/docs", security.PATH).read_bytes()
    assert Path("site/objectives/clean-water.md").is_file()


def test_what_is_restated(coast_strategy: Strategy) -> None:
    """A chart is, though it has no place in the source itself; what the edition notes about its sources is not."""
    where = context(coast_strategy)

    def told(identifier: str) -> bool:
        return citations.RESTATED in twins.id_md(where, where.register.by_id[identifier]).decode()

    assert all(told(chart.id) for chart in coast_strategy.of(Chart))
    assert all(told(country.id) for country in coast_strategy.of(Country))
    assert not any(told(source.id) for source in coast_strategy.of(SourceDocument))
