"""Files of the docs folder and of the look → those of the site: which there are, under which names, and how they are written."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

from builder.content.addresses import RAW
from builder.publish import output
from builder.publish.lean import lean
from builder.publish.publisher import File, Files, InclusionLevel, MkDocsConfig, get_theme_dir
from builder.publish.styles import STYLES, joined
from builder.resources import LOOK
from builder.settings import Settings

__all__ = ["prepared", "published", "style_sheet"]


def prepared(files: Files, config: MkDocsConfig, settings: Settings | None, still: Callable[[], None] = lambda: None) -> Files:
    """Leaves out styles and scripts that are not of our look, and comments in ours; publishes Markdown that is no page under its own name.

    `still` is called now and before each file is published, and raises if nobody wants that any more.
    """
    still()
    overrides = settings.overrides.resolve() if settings else ""
    ours = {config.theme.custom_dir, str(overrides), get_theme_dir(config.theme.name) if config.theme.name else None}
    theirs = set(config.theme.dirs) - ours
    words, styles = _words(files, config), _styles(files, config)
    shares = settings and settings.language  # a translation has what belongs to the look in common with the content's language, which lies above it
    for file in list(files):
        shared_one = shares and file.src_dir != config.docs_dir and not file.src_uri.endswith(".js") and Path(LOOK, file.src_uri).is_file()
        if file.src_dir in theirs or shared_one:
            files.remove(file)
        elif file.src_uri.endswith(".md" + RAW):
            file.dest_uri = file.src_uri.removesuffix(RAW)
        elif file.src_uri.startswith(".well-known/"):
            file.inclusion = InclusionLevel.INCLUDED  # by themselves, publishers leave out what begins with a dot
        elif _is_lean(file.src_uri):
            files.remove(file)
            text = styles if file.src_uri == STYLES[-1] else (words if file.src_uri == "assets/app.js" else "") + file.content_string
            files.append(File.generated(config, file.src_uri, content=lean(file.src_uri, text)))
    for file in files:
        if file.src_dir == config.docs_dir and not file.is_documentation_page():
            file.copy_file = partial(_link, file, still)  # type: ignore[method-assign] # the way in that MkDocs has
    return files


def _is_lean(path: str) -> bool:
    """Whether a file is published without comments: styles and scripts of our look."""
    return path.startswith("assets/") and path.endswith((".css", ".js"))


def published(path: str, data: bytes) -> bytes:
    """A file of the docs folder, by its path, as the site has it."""
    return lean(path, data.decode()).encode() if _is_lean(path) else data


def _words(files: Files, config: MkDocsConfig) -> str:
    """The script with the words of scripts in the language of the content, taken out, to stand before the first of them: a phone is spared a request."""
    found = files.get_file_from_path(config.extra["words_script"]) if config.extra["words_script"] else None
    if found is None:
        return ""
    files.remove(found)
    config.extra["words_script"] = ""
    return found.content_string


def _styles(files: Files, config: MkDocsConfig) -> str:
    """The style sheets of every page as one, which has the place of the last; the others are taken out."""

    def data(path: str) -> bytes | None:
        file = files.get_file_from_path(path)
        return file.content_bytes if file else None

    text = _joined(data)
    for file in filter(None, map(files.get_file_from_path, STYLES[:-1])):
        files.remove(file)
    config.extra["styles"] = STYLES[-1:]
    return text


def style_sheet(folders: Collection[str]) -> dict[str, bytes]:
    """The one style sheet, by its path, as the site would have it now, of parts in some folders, of which the first that has one counts."""
    text = _joined(lambda path: next((file.read_bytes() for folder in folders if (file := Path(folder, path)).is_file()), None))
    return {STYLES[-1]: lean(STYLES[-1], text).encode()}


def _joined(data: Callable[[str], bytes | None]) -> str:
    """The style sheets of every page as one, of what their paths and those of images hold."""
    return joined({name: text.decode("utf-8-sig") for name in STYLES if (text := data(name)) is not None}, data)


def _link(file: File, still: Callable[[], None], dirty: bool = False) -> None:  # noqa: ARG001 - MkDocs' own copies what is newer; a link costs no more
    """Publishes a file of the docs folder as it is, in the place of `File.copy_file`."""
    still()
    output.link(str(file.abs_src_path), file.abs_dest_path)
