"""Settings without effect are told, with what to do instead; those that have one work, and are not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from builder.plugin import Options
from builder.problems import ContentError
from builder.publish import mkdocs, unheeded
from builder.publish.publisher import MODULE, MkDocsConfig
from builder.publish.unheeded import UNHEEDED
from tests.conftest import REPO, Run, command

BEGIN = "site_name: Ostra\nsite_url: https://ostra.example.org/\ndocs_dir: content\n"
OURS = f"{BEGIN}theme: strategy\nplugins: [strategy]\n"
NOTHING = (
    "theme.palette", "theme.logo", "theme.favicon", "theme.font", "theme.features", "theme.icon", "extra.analytics", "extra.social", "extra.alternate",
    "extra.version", "extra.consent", "copyright", "nav", "plugins.search",
)  # fmt: skip
"""What people set who know Material, and which has no effect here."""


def told(tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(tmp_path)
    Path("mkdocs.yml").write_text(text, "utf-8")
    return list(map(str, unheeded.unheeded(Path("mkdocs.yml"))))


BAD = f"""{BEGIN}theme:
  name: strategy
  palette:
    primary: teal
  logo: assets/logo.svg
  features: [navigation.tabs]
copyright: Ostra
nav:
  - Home: index.md
strict: false
markdown_extensions: [admonition]
extra_css: [assets/mine.css]
extra:
  edit_base: https://host.example.org/
  social:
    - icon: fontawesome/brands/mastodon
  mine: {{analytics: 1}}
plugins:
  - search:
      lang: en
  - strategy:
      templates: other
      template: more
"""
MESSAGES = [
    "mkdocs.yml:6:3: warning[no-effect]: 'theme.palette' has no effect here: set 'colours' in strategy.yml, under 'look'; light or dark is the reader's choice",
    "mkdocs.yml:8:3: warning[no-effect]: 'theme.logo' has no effect here: set 'logo' in strategy.yml, under 'look'",
    "mkdocs.yml:9:3: warning[no-effect]: 'theme.features' has no effect here: "
    "what Material's features are for is always there, or left out on purpose; remove them",
    "mkdocs.yml:10:1: warning[no-effect]: 'copyright' has no effect here: write 'licence' in strategy.yml, or set 'footer' in strategy.yml, under 'look'",
    "mkdocs.yml:11:1: warning[no-effect]: 'nav' has no effect here: "
    "the navigation follows from the content; a page of your own says 'section' and 'order' in content/pages/",
    "mkdocs.yml:13:1: warning[no-effect]: 'strict' has no effect here: a site is published only without a warning; remove it",
    "mkdocs.yml:18:3: warning[no-effect]: 'extra.social' has no effect here: set 'links' in strategy.yml, under 'look', 'footer'",
    "mkdocs.yml:22:5: warning[no-effect]: 'plugins.search' has no effect here: the search is the builder's; remove it",
    "mkdocs.yml:26:7: error[unknown-option]: the plugin 'strategy' has no option 'template': "
    "it has docs, editions, overrides, templates. Did you mean 'templates'?",
]


def test_each_setting_without_effect_is_told_at_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(tmp_path, BAD, monkeypatch) == MESSAGES


@pytest.mark.parametrize("path", NOTHING)
def test_what_people_know_from_material_is_in_the_table(path: str) -> None:
    assert path in {item.path for item in UNHEEDED}


@pytest.mark.parametrize("item", UNHEEDED, ids=lambda item: item.path)
def test_every_line_of_the_table_is_found(item: unheeded.Unheeded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each as a setting of its own, with a value of which it holds."""
    head, *rest = item.path.split(".")
    value = next(value for value in (True, False) if item.when(yaml.compose(json.dumps(value))))
    settings = {"theme": {"name": "strategy"}, "plugins": ["strategy"], "extra": {}}
    if head == "plugins":
        settings["plugins"] = ["strategy", *rest]
    elif rest:
        settings[head] = {**settings[head], rest[0]: value}  # type: ignore[dict-item]
    else:
        settings[head] = value  # type: ignore[assignment]
    (found,) = told(tmp_path, yaml.safe_dump(settings), monkeypatch)
    assert f"warning[no-effect]: '{item.path}' has no effect here: {item.instead}" in found


def test_every_setting_of_mkdocs_works_or_is_in_the_table() -> None:
    works = {
        "config_file_path", "site_name", "site_url", "theme", "docs_dir", "site_dir", "dev_addr", "extra_css", "extra_javascript", "markdown_extensions",
        "mdx_configs", "plugins", "hooks", "watch", "extra", "exclude_docs", "draft_docs", "remote_branch", "remote_name",
    }  # fmt: skip
    by_mkdocs = {"pages", "google_analytics"}
    """What MkDocs itself refuses, as gone."""
    known = {name for name, _ in MkDocsConfig()._schema}
    held = {item.path for item in UNHEEDED}
    assert known - works - by_mkdocs == {"use_directory_urls", "strict"} | {path for path in held if "." not in path} & known
    assert not works & held


def test_the_options_of_the_plugin_are_those_that_it_has() -> None:
    assert sorted(unheeded.OPTIONS) == sorted(name for name, _ in Options._schema)


@pytest.mark.parametrize(
    "text",
    [
        OURS,
        OURS + "extra: {edit_base: !ENV [EDIT_BASE, '']}\nextra_css: [assets/mine.css]\nhooks: [mine.py]\nstrict: true\nuse_directory_urls: true\n",
        f"{BEGIN}theme: {{name: strategy, custom_dir: mine, direction: rtl}}\nplugins: {{strategy: {{templates: other}}}}\n",
        f"{BEGIN}theme: {{name: material, palette: {{primary: teal}}}}\nplugins: [strategy]\n",
        "theme: [",
        "- a list\n",
        "",
    ],
)
def test_what_works_is_not_told(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(tmp_path, text, monkeypatch) == []


def test_settings_that_are_inherited_are_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "base.yml").write_text("theme: {name: strategy}\ncopyright: Ostra\n", "utf-8")
    (found,) = told(tmp_path, "INHERIT: base.yml\n" + OURS, monkeypatch)
    assert found.startswith("base.yml:2:1: warning[no-effect]: 'copyright' ")


def test_settings_that_inherit_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told at the line that closes the circle, by whatever reads the settings; the publisher would go round in it."""
    monkeypatch.chdir(tmp_path)
    Path("base.yml").write_text("theme: {name: strategy}\nINHERIT: mkdocs.yml\n", "utf-8")
    Path("mkdocs.yml").write_text("INHERIT: base.yml\n" + OURS, "utf-8")
    for call in (lambda: unheeded.warnings(Path("mkdocs.yml")), lambda: mkdocs.site_url(Path("mkdocs.yml"))):
        with pytest.raises(ContentError, match=r"^base\.yml:2:1: error\[yaml\]: the settings inherit themselves, by way of 'mkdocs\.yml': name another"):
            call()


def test_settings_that_hold_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(tmp_path, "extra: &extra {more: *extra}\n" + OURS, monkeypatch) == []


@pytest.mark.parametrize("text", ["INHERIT:\n", "INHERIT: [a]\n", "- INHERIT\n", "INHERIT\n", "[" * 2000 + "]" * 2000, 'INHERIT: "a\\0b"\n'])
def test_what_no_settings_look_like(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(tmp_path, text, monkeypatch) == []
    with pytest.raises(ContentError, match=r"^mkdocs\.yml:1:1: error\[(yaml|no-site-url)\]: "):
        mkdocs.site_url(Path("mkdocs.yml"))


def test_the_settings_that_come_with_the_builder_have_effect() -> None:
    assert list(unheeded.unheeded(REPO / "mkdocs.yml")) == []


def test_check_warns_and_passes(small: Path, run: Callable[..., Run]) -> None:
    Path("mkdocs.yml").write_text(OURS + "copyright: Ostra\n", "utf-8")
    done = run("check")
    assert done.code == 0
    first, second = done.out.splitlines()
    assert first.startswith("mkdocs.yml:6:1: warning[no-effect]: 'copyright' has no effect here: ")
    assert second == f"{small}: no problems in 37 entries."


def test_check_refuses_an_option_that_the_plugin_does_not_have(small: Path, run: Callable[..., Run]) -> None:
    Path("mkdocs.yml").write_text(OURS.replace("[strategy]", "[strategy: {docz: x}]"), "utf-8")
    done = run("check")
    assert (done.code, done.out.splitlines()[0]) == (
        1,
        "mkdocs.yml:5:22: error[unknown-option]: the plugin 'strategy' has no option 'docz': it has docs, editions, overrides, templates. Did you mean 'docs'?",
    )


def test_mkdocs_by_itself_warns_before_it_makes_pages(project: Path) -> None:
    """A mistake in the content ends this one early; what is in the settings is no mistake that would."""
    page = project / "topics/sea.md"
    page.write_text(page.read_text("utf-8").replace("The sea is", "The <b>sea is"), "utf-8")
    Path("mkdocs.yml").write_text(OURS + "copyright: Ostra\n", "utf-8")
    done = command("build", "--quiet", cwd=Path.cwd(), python=("-m", MODULE))
    assert done.code == 1
    assert "mkdocs.yml:6:1: warning[no-effect]: 'copyright' has no effect here" in done.err
    assert done.out.count("error[") == 1
