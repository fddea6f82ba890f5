"""Settings of MkDocs and Material that have no effect here, and what to do instead: the one table of them.

The theme is our own, and names, navigation and the reading of Markdown come from the content and the builder; a setting that is quietly
passed over would look like a fault. Whatever is not in the table works as the publisher says: addresses and folders, `extra_css` and
`extra_javascript` with files in `overrides/assets/`, `custom_dir`, `hooks`, further plugins and extensions, `watch`, `exclude_docs`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from builder.problems import ContentError, Problem, suggest
from builder.resources import shown
from builder.wording import Phrase

__all__ = ["UNHEEDED", "Unheeded", "unheeded", "warnings"]

PLUGIN = "strategy"
"""The name of our plugin in the publisher's settings, and of our theme."""
OPTIONS = ("docs", "editions", "overrides", "templates")
"""The options of our plugin."""


@dataclass(frozen=True)
class Unheeded:
    """A setting that has no effect, by its path in the file, with what to do instead."""

    path: str
    instead: Phrase
    when: Callable[[yaml.Node], bool] = lambda _: True
    """Of which values it holds."""


def _is(value: str) -> Callable[[yaml.Node], bool]:
    return lambda node: isinstance(node, yaml.ScalarNode) and node.value.lower() == value


def _in_look(name: str) -> Phrase:
    return Phrase("set '{name}' in strategy.yml, under 'look'", name=name)


UNHEEDED = (
    Unheeded("theme.palette", _in_look("colours") + Phrase("; light or dark is the reader's choice")),
    Unheeded("theme.logo", _in_look("logo")),
    Unheeded("theme.favicon", _in_look("logo") + Phrase(", which is the icon too if it is square")),
    Unheeded("theme.font", _in_look("type") + Phrase("; no font comes from another host")),
    Unheeded("theme.icon", Phrase("replace the part of the look that shows the icon, by a file in 'overrides'")),
    Unheeded("theme.features", Phrase("what Material's features are for is always there, or left out on purpose; remove them")),
    Unheeded("theme.language", Phrase("set 'language' in strategy.yml")),
    Unheeded("site_description", Phrase("write 'summary' in strategy.yml")),
    Unheeded("site_author", Phrase("name the 'publisher' in strategy.yml")),
    Unheeded("copyright", Phrase("write 'licence' in strategy.yml, or ") + _in_look("footer")),
    Unheeded("nav", Phrase("the navigation follows from the content; a page of your own says 'section' and 'order' in content/pages/")),
    Unheeded("not_in_nav", Phrase("the navigation follows from the content; remove it")),
    *(
        Unheeded(path, Phrase("set 'edit_base' under 'extra', to which pages that can be edited lead"))
        for path in ("repo_url", "repo_name", "edit_uri", "edit_uri_template")
    ),
    Unheeded("extra_templates", Phrase("put the file into 'overrides', and its name under 'static_templates' of the theme")),
    Unheeded("use_directory_urls", Phrase("addresses end with a slash, as permanent links have it; remove it"), _is("false")),
    Unheeded("strict", Phrase("a site is published only without a warning; remove it"), _is("false")),
    Unheeded("validation", Phrase("what the publisher must warn of is the builder's; remove it")),
    Unheeded("extra.alternate", Phrase("a site has the language of its content; link to another one under 'look', 'footer', 'links'")),
    Unheeded(
        "extra.analytics",
        Phrase("pages load nothing that counts readers; put a script of your own under 'extra_javascript', with a file in 'overrides/assets'"),
    ),
    Unheeded("extra.annotate", Phrase("pages have no code to annotate; remove it")),
    Unheeded("extra.consent", Phrase("pages set no cookies and ask for no consent; remove it")),
    Unheeded("extra.generator", Phrase("pages name no generator; remove it")),
    Unheeded("extra.homepage", Phrase("the header leads to the home page; remove it")),
    Unheeded("extra.social", Phrase("set 'links' in strategy.yml, under 'look', 'footer'")),
    Unheeded("extra.status", Phrase("pages have no status; remove it")),
    Unheeded("extra.tags", Phrase("pages have no tags; remove it")),
    Unheeded("extra.version", Phrase("editions are frozen by 'builder build --edition', and pages lead to them")),
    Unheeded("extra.direction", Phrase("set 'language' in strategy.yml")),
    Unheeded("extra.edition", Phrase("set 'edition' in strategy.yml")),
    Unheeded("extra.language", Phrase("set 'language' in strategy.yml")),
    Unheeded("extra.offline", Phrase("run 'builder build --offline'")),
    Unheeded("extra.publication", Phrase("what pages say of the publication is in strategy.yml")),
    Unheeded("extra.styles", Phrase("put style sheets of your own under 'extra_css', with files in 'overrides/assets'")),
    Unheeded("extra.words", Phrase("write the catalogue of the language into 'locales/' beside the content")),
    Unheeded("extra.words_script", Phrase("write the catalogue of the language into 'locales/' beside the content")),
    *(Unheeded(f"plugins.{prefix}{name}", instead) for prefix in ("", "material/") for name, instead in (
        ("search", Phrase("the search is the builder's; remove it")),
        ("social", Phrase("pictures of shared links are the builder's; remove it")),
        ("offline", Phrase("run 'builder build --offline'")),
        ("tags", Phrase("pages have no tags; remove it")),
        ("blog", Phrase("changes are told in editions.yml; remove it")),
    )),
)  # fmt: skip
"""The settings that have no effect, in the order of a file as Material's documents have it."""


def unheeded(config_file: Path) -> Iterator[Problem]:
    """Warns of each setting in the publisher's settings, and in those that they inherit, that has no effect.

    An option that our plugin does not have is an error, as it is to the publisher. What cannot be read is not looked into: a build tells of that.
    Raises `ContentError` if settings inherit themselves.
    """
    table = {item.path: item for item in UNHEEDED}
    for file, found in inherited(config_file):
        theme = found.get("theme.name", found.get("theme"))
        ours = isinstance(theme, yaml.ScalarNode) and theme.value == PLUGIN
        for path, node in found.items():
            item = table.get(path)
            if path.startswith("theme.") and not ours:
                continue
            if item and item.when(node):
                yield _problem(file, node, "no-effect", Phrase("'{path}' has no effect here: {instead}", path=path, instead=item.instead), "warning")
            elif path.startswith(f"plugins.{PLUGIN}.") and path.count(".") == 2 and (name := path.rpartition(".")[2]) not in OPTIONS:
                message = Phrase(
                    "the plugin '{plugin}' has no option '{name}': it has {options}.", plugin=PLUGIN, name=name, options=", ".join(OPTIONS)
                ) + suggest(name, OPTIONS)
                yield _problem(file, node, "unknown-option", message, "error")


def inherited(config_file: Path) -> Iterator[tuple[Path, dict[str, yaml.Node]]]:
    """Settings and those that they inherit, file by file: every setting by its path, as far as they can be read.

    Raises `ContentError` if they inherit themselves, which would take the publisher for ever.
    """
    file, heirs = config_file, {config_file.resolve()}
    while root := _root(file):
        found = dict(_settings(root))
        yield file, found
        parent = found.get("INHERIT")
        if not isinstance(parent, yaml.ScalarNode) or "\0" in parent.value:
            return
        other = file.parent / parent.value
        if other.resolve() in heirs:
            message = Phrase("the settings inherit themselves, by way of '{file}': name another file behind 'INHERIT', or take it away", file=parent.value)
            raise ContentError([_problem(file, parent, "yaml", message, "error")])
        heirs.add(other.resolve())
        file = other


def warnings(config_file: Path) -> tuple[Problem, ...]:
    """The warnings alone. Raises `ContentError` with the errors, if there are any."""
    found = tuple(unheeded(config_file))
    if errors := [problem for problem in found if problem.severity == "error"]:
        raise ContentError(errors)
    return found


def _root(file: Path) -> yaml.MappingNode | None:
    """The settings as nodes with their places; tags, as of environment variables, stay what they are."""
    try:
        root = yaml.compose(file.read_text("utf-8"), yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, RecursionError, yaml.YAMLError):
        return None
    return root if isinstance(root, yaml.MappingNode) else None


def _settings(node: yaml.MappingNode, prefix: str = "", around: frozenset[int] = frozenset()) -> Iterator[tuple[str, yaml.Node]]:
    """Every setting by its path, at its key's place: 'theme.palette', and 'plugins.search' whether plugins are a list or keys.

    What holds itself, by an alias, is not looked into again; `around` are the nodes that hold this one.
    """
    if id(node) in around:
        return
    around |= {id(node)}
    for key, value in node.value:
        path = f"{prefix}{key.value}"
        yield path, _placed(value, key)
        if isinstance(value, yaml.MappingNode):
            yield from _settings(value, f"{path}.", around)
        for item in value.value if isinstance(value, yaml.SequenceNode) and path == "plugins" else ():
            if isinstance(item, yaml.MappingNode):
                yield from _settings(item, f"{path}.", around)
            elif isinstance(item, yaml.ScalarNode):
                yield f"{path}.{item.value}", item


def _placed(value: yaml.Node, key: yaml.Node) -> yaml.Node:
    """A value at the place of its key, where who reads the file looks for it."""
    value.start_mark = key.start_mark
    return value


def _problem(file: Path, node: yaml.Node, code: str, message: Phrase, severity: str) -> Problem:
    mark = node.start_mark
    return Problem(shown(file).as_posix(), mark.line + 1, mark.column + 1, code, message, "warning" if severity == "warning" else "error")
