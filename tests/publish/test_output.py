"""Writing: only what changed, nothing of anyone else's, and a site that is whole at every moment."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from builder.problems import ContentError
from builder.publish import output
from tests.conftest import Run, Site, command

FOREIGN = "error[foreign-file]: this was not written by the builder and is in its way: move it elsewhere"


@pytest.fixture
def tree(tmp_path: Path) -> Callable[..., output.Changes]:
    """Writes files into the folder 'docs', as `write_tree` does."""
    return lambda **files: output.write_tree(
        tmp_path / "docs", {name.replace("__", "/"): data.encode() for name, data in files.items()}, tmp_path / "manifest.json"
    )


def content(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# --- the docs folder --------------------------------------------------------------------------------


def test_only_changed_files_are_rewritten(tree: Callable[..., output.Changes], tmp_path: Path) -> None:
    assert tree(a="1", b__c="2", d="3") == output.Changes(3, 0, 0)
    for path in (tmp_path / "docs").rglob("*"):
        os.utime(path, (1, 1))
    assert tree(a="1", b__c="X", d="3") == output.Changes(1, 2, 0)
    assert [(tmp_path / "docs" / name).stat().st_mtime == 1 for name in ("a", "b/c", "d")] == [True, False, True]


def test_strays_are_removed_and_foreign_files_stay(tree: Callable[..., output.Changes], tmp_path: Path) -> None:
    tree(a="1", b__c="2", b__d="3", e__f="4")
    (tmp_path / "docs/b/mine.md").write_text("mine", "utf-8")
    (tmp_path / "docs/.gitkeep").touch()
    assert tree(a="1") == output.Changes(0, 1, 3)
    assert content(tmp_path / "docs") == {"a": b"1", "b/mine.md": b"mine", ".gitkeep": b""}
    assert not (tmp_path / "docs/e").exists()


def _refused(write: Callable[[], object], tmp_path: Path, *names: str) -> None:
    """A write is refused because of these files, and changes nothing."""
    before = content(tmp_path)
    with pytest.raises(ContentError) as error:
        write()
    assert [str(problem) for problem in error.value.problems] == [f"{(tmp_path / 'docs' / name).as_posix()}:1:1: {FOREIGN}" for name in names]
    assert content(tmp_path) == before


def test_foreign_files_are_never_overwritten(tree: Callable[..., output.Changes], tmp_path: Path) -> None:
    tree(a="1")
    (tmp_path / "docs/b").write_text("mine", "utf-8")
    (tmp_path / "docs/c").mkdir()
    (tmp_path / "docs/c/mine.md").touch()
    (tmp_path / "docs/d").symlink_to("nowhere")
    (tmp_path / "docs/e").write_text("mine", "utf-8")
    _refused(lambda: tree(a="2", b="2", c="2", d="2", e__f="2"), tmp_path, "b", "c", "d", "e")
    assert tree(a="2", f="2") == output.Changes(2, 0, 0)


def test_a_file_of_the_same_content_is_adopted(tree: Callable[..., output.Changes], tmp_path: Path) -> None:
    """The folder of a fresh checkout, or a lost list of files, is no obstacle where nothing differs."""
    tree(a="1", b="2")
    (tmp_path / "manifest.json").unlink()
    assert tree(a="1", b="2") == output.Changes(0, 2, 0)


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "docs").write_text("mine", "utf-8")
    _refused(lambda: output.write_tree(tmp_path / "docs", {"a": b"1"}, tmp_path / "manifest.json"), tmp_path, "")


def test_a_page_becomes_a_folder_and_back(tree: Callable[..., output.Changes], tmp_path: Path) -> None:
    tree(a="1")
    assert tree(a__b="1") == output.Changes(1, 0, 1)
    assert tree(a="2") == output.Changes(1, 0, 1)
    assert content(tmp_path / "docs") == {"a": b"2"}


def test_a_list_of_files_that_was_tampered_with_removes_nothing_outside(tree: Callable[..., output.Changes], tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", "utf-8")
    (tmp_path / "manifest.json").write_text(f'["../mine", "{(tmp_path / "mine").as_posix()}", 7]', "utf-8")
    assert tree(a="1") == output.Changes(1, 0, 0)
    assert (tmp_path / "mine").read_text("utf-8") == "mine"


def test_nothing_behind_a_link_is_written_or_removed(tree: Callable[..., output.Changes], tmp_path: Path) -> None:
    """A link is someone else's, also where a folder or a file of ours has stood: what is to be written there is refused, what is to go is passed over."""
    mine = tmp_path / "mine"
    for name in ("c", "d", "e/f"):
        (mine / name).parent.mkdir(parents=True, exist_ok=True)
        (mine / name).write_text("1", "utf-8")
    tree(a="1", b__c="1", b__d="1", b__e__f="1", g="1")
    for path in sorted((tmp_path / "docs/b").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (tmp_path / "docs/b").rmdir()
    (tmp_path / "docs/b").symlink_to(mine)
    (tmp_path / "docs/g").unlink()
    (tmp_path / "docs/g").symlink_to(mine / "c")
    _refused(lambda: tree(a="2", b__c="2", b__e__f="1", g="1"), tmp_path, "b", "g")
    assert tree(a="2") == output.Changes(1, 0, 0)
    assert content(mine) == {"c": b"1", "d": b"1", "e/f": b"1"}
    assert [(tmp_path / "docs" / name).is_symlink() for name in ("b", "g")] == [True, True]


def test_a_list_of_files_that_is_a_link_is_refused(tree: Callable[..., output.Changes], tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("[]", "utf-8")
    (tmp_path / "manifest.json").symlink_to("mine")
    with pytest.raises(ContentError) as error:
        tree(a="1")
    assert [str(problem) for problem in error.value.problems] == [f"{(tmp_path / 'manifest.json').as_posix()}:1:1: {FOREIGN}"]
    assert not (tmp_path / "docs").exists()


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes with names")
def test_a_pipe_in_the_place_of_a_file_is_someone_elses(tree: Callable[..., output.Changes], tmp_path: Path) -> None:
    tree(a="1")
    (tmp_path / "docs/a").unlink()
    os.mkfifo(tmp_path / "docs/a")
    with pytest.raises(ContentError, match="foreign-file"):
        tree(a="1")


def test_the_docs_folder_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "docs").symlink_to("real")
    for words in (b"1", b"2"):
        assert output.write_tree(tmp_path / "docs", {"a/b": words}, tmp_path / "manifest.json") == output.Changes(1, 0, 0)
        assert content(tmp_path / "real") == {"a/b": words}
    assert output.write_tree(tmp_path / "docs", {}, tmp_path / "manifest.json") == output.Changes(0, 0, 1)
    assert list((tmp_path / "real").iterdir()) == []


def test_a_folder_in_any_state_is_brought_right(tree: Callable[..., output.Changes], tmp_path: Path) -> None:
    """Files of ours that became folders and folders that became files of ours, those that are gone, and what a killed build has left."""
    tree(a="1", b__c="2", d__e__f="3")
    docs = tmp_path / "docs"
    (docs / "a").unlink()
    (docs / "a/empty/inside").mkdir(parents=True)
    (docs / "b/c").unlink()
    (docs / "b").rmdir()
    (docs / "d/e/f").unlink()
    (docs / ".half.new").write_text("ha", "utf-8")
    (tmp_path / "manifest.json").write_text('["a", "b/c", "d/e/f", "d/e/f/gone", "a/empty/inside/gone", ".half.new", "", "."]', "utf-8")
    assert tree(a="1", b__c="2", d="3").written == 3
    assert content(docs) == {"a": b"1", "b/c": b"2", "d": b"3"}


def test_one_folder_in_the_way_and_none_is_written(tmp_path: Path) -> None:
    (tmp_path / "two").mkdir()
    (tmp_path / "two/a").write_text("mine", "utf-8")
    trees = [output.Tree(tmp_path / name, {"a": b"1"}, tmp_path / f"{name}.json") for name in ("one", "two")]
    with pytest.raises(ContentError, match="two/a:1:1"):
        output.write_trees(trees)
    assert content(tmp_path) == {"two/a": b"mine"}


# --- the site folder --------------------------------------------------------------------------------


@pytest.mark.parametrize("system", ["with links", "without"])
def test_a_file_with_two_names_is_written_anew_under_one(
    system: str, tree: Callable[..., output.Changes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is published without being copied stays as it is when the docs folder changes; where the system has no second names, it is copied."""
    if system == "without":
        monkeypatch.setattr(os, "link", refused)
    tree(a="one")
    output.link(tmp_path / "docs/a", tmp_path / "site/deep/a")
    assert ((tmp_path / "docs/a").stat().st_nlink == 2) == (system == "with links")
    assert tree(a="two") == output.Changes(1, 0, 0)
    assert (tmp_path / "site/deep/a").read_bytes() == b"one"
    assert (tmp_path / "docs/a").read_bytes() == b"two"


def refused(*paths: object) -> None:
    raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))


def test_a_site_folder_with_someones_files_is_refused(project: Path, run: Callable[..., Run]) -> None:
    mine = Path("public")
    mine.mkdir()
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        (mine / name).write_text("mine", "utf-8")
    done = run("build", "--provisional", "--site-dir", "public")
    assert done.err.splitlines() == [
        "public:1:1: error[foreign-site]: holds files that the builder did not write (a.txt, b.txt, c.txt and 1 more): move them, or choose another --site-dir",
        "1 problem in 1 file.",
    ]
    assert done.code == 1
    assert content(mine) == dict.fromkeys(("a.txt", "b.txt", "c.txt", "d.txt"), b"mine")
    assert list(Path("build/docs").iterdir()) == []


def test_a_file_in_place_of_the_site_folder_is_refused(project: Path, run: Callable[..., Run]) -> None:
    Path("public").write_text("mine", "utf-8")
    assert run("build", "--provisional", "--site-dir", "public").err.startswith(
        "public:1:1: error[foreign-site]: is a file, not a folder: choose another --site-dir"
    )
    assert Path("public").read_text("utf-8") == "mine"


def test_the_site_is_replaced_whole_or_not_at_all(project: Path, run: Callable[..., Run]) -> None:
    """A build that fails leaves the old site; so does a file that someone put into it."""
    assert run("build", "--provisional").code == 0
    old = content(Path("site"))
    page = project / "topics/sea.md"
    text = page.read_text("utf-8")

    page.write_text(text.replace("The sea is salt", "The <b>sea</b> is salt"), "utf-8")  # the content is wrong
    assert run("build", "--provisional").code == 1
    assert content(Path("site")) == old

    page.write_text(text.replace("The sea is salt", "The sea is sweet"), "utf-8")
    template = Path("templates/pages/topic.md.jinja")
    words = template.read_text("utf-8")
    template.write_text(words + "\n[dead](nowhere.md) [end](#nowhere)\n", "utf-8")  # MkDocs warns
    done = run("build", "--provisional")
    assert done.code == 1
    assert "mkdocs.yml:1:1: error[publisher]: Doc file 'context/sea/index.md' contains a link 'nowhere.md'" in done.err
    assert "mkdocs.yml:1:1: error[publisher]: Doc file 'context/sea/index.md' contains a link '#nowhere'" in done.err
    assert content(Path("site")) == old
    template.write_text(words, "utf-8")

    Path("site/mine.txt").write_text("mine", "utf-8")
    assert run("build", "--provisional").code == 1
    assert content(Path("site")) == {**old, "mine.txt": b"mine"}
    Path("site/mine.txt").unlink()

    assert run("build", "--provisional").code == 0
    new = content(Path("site"))
    assert "The sea is sweet" in new["context/sea/index.html"].decode()
    assert new.keys() == old.keys()
    assert [path.name for path in Path().iterdir() if path.name.startswith(".site")] == []


def test_folders_beside_the_site_that_are_not_ours_stay(project: Path, run: Callable[..., Run]) -> None:
    for name in (".site.new", ".site.old"):
        Path(name).mkdir()
        Path(name, "mine.txt").write_text("mine", "utf-8")
    done = run("build", "--provisional")
    assert done.code == 1
    assert done.err.splitlines() == [f"{Path.cwd().as_posix()}/.site.{end}:1:1: {FOREIGN}" for end in ("new", "old")] + ["2 problems in 2 files."]
    assert content(Path(".site.new")) == content(Path(".site.old")) == {"mine.txt": b"mine"}


def test_links_in_and_beside_the_site_are_someone_elses(tmp_path: Path) -> None:
    """Also links to folders that look like ours: nothing behind them goes."""
    mine, site = tmp_path / "mine", tmp_path / "site"
    for folder in (mine, site):
        folder.mkdir()
        (folder / "index.html").write_text("mine", "utf-8")
        output.mark_site(folder)
    for name in (".site.new", ".site.old"):
        (tmp_path / name).symlink_to(mine)
        with pytest.raises(ContentError) as error:
            output.recover_site(site)
        assert [str(problem) for problem in error.value.problems] == [f"{(tmp_path / name).as_posix()}:1:1: {FOREIGN}"]
        (tmp_path / name).unlink()
    (site / "folder").symlink_to(mine)
    with pytest.raises(ContentError, match=r"holds files that the builder did not write \(folder\)"):
        output.refuse_foreign_site(site)
    assert content(mine).keys() == {"index.html", output.SITE_MANIFEST}


def test_a_swap_that_was_killed_half_way_is_mended(tmp_path: Path) -> None:
    """Where two folders cannot be exchanged in one step, the old one is put aside first."""
    site, old, new = tmp_path / "site", tmp_path / ".site.old", tmp_path / ".site.new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "index.html").write_text(folder.name, "utf-8")
        output.mark_site(folder)
    output.recover_site(site)
    assert content(site)["index.html"] == b".site.old"
    assert not old.exists()
    assert not new.exists()


@pytest.mark.parametrize("exchange", [True, False])
def test_swap(exchange: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not exchange:
        monkeypatch.setattr(output.site, "_exchange", lambda one, other: False)
    site = tmp_path / "site"
    for words in ("one", "two"):
        new = output.stage_site(site)
        (new / "index.html").write_text(words, "utf-8")
        output.mark_site(new)
        output.swap_site(site)
        assert content(site)["index.html"] == words.encode()
        assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_build_killed_while_it_clears_the_old_site_up_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is half removed keeps the mark of the builder."""
    site = tmp_path / "site"

    def publish(words: str) -> None:
        output.recover_site(site)
        new = output.stage_site(site)
        for name in ("a.html", "z.html", "deep/page.html"):
            output.write_file(new / name, words.encode())
        output.mark_site(new)
        output.swap_site(site)

    publish("one")
    unlink = os.unlink
    for count in range(5):
        with monkeypatch.context() as patch, contextlib.suppress(KeyboardInterrupt):
            left = iter(range(count))

            def killed(*path: Any, left: Iterator[int] = left, **options: Any) -> None:
                if next(left, None) is None:
                    raise KeyboardInterrupt
                unlink(*path, **options)

            patch.setattr(os, "unlink", killed)
            publish(f"two {count}")
        publish("three")
        assert content(site)["a.html"] == b"three"
        assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.skipif(os.name == "nt", reason="needs a signal that cannot be caught")
def test_a_killed_build_leaves_the_old_site_whole(project: Path, run: Callable[..., Run]) -> None:
    """Killed without warning, at several moments of publishing; the next build clears up and succeeds."""
    assert run("build", "--provisional").code == 0
    old = content(Path("site"))
    page = project / "topics/sea.md"
    page.write_text(page.read_text("utf-8").replace("The sea is salt", "The sea is sweet"), "utf-8")
    started = f"{sys.executable} -m builder build --provisional --clean"  # publishes, also if the one before was done before it was killed
    for delay in (0.0, 0.4, 0.8):
        build = subprocess.Popen(
            started.split(), env={**os.environ, "PYTHONPATH": str(Path.cwd())}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert build.stdout is not None
        assert any(line.startswith("Publishing") for line in build.stdout)
        time.sleep(delay)
        build.send_signal(signal.SIGKILL)
        build.wait()
        build.stdout.close()
        assert "The sea is sweet" in content(Path("site"))["context/sea/index.html"].decode() or content(Path("site")) == old
    assert run("build", "--provisional").code == 0
    assert "The sea is sweet" in content(Path("site"))["context/sea/index.html"].decode()
    assert [path.name for path in Path().iterdir() if path.name.startswith(".site")] == []


# --- the same bytes everywhere ------------------------------------------------------------------------


def test_two_builds_give_the_same_bytes(project: Path, small_build: Site) -> None:
    """In another folder, with another locale, time zone and hash seed, and from files of another age."""
    for path in Path().rglob("*"):
        os.utime(path, (1, 1))
    environment = {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "PYTHONUTF8": "0", "SITE_URL": "https://ostra.example.org/plan/"}
    done = command("build", "--provisional", "--docs-dir", "one/docs", "--site-dir", "other/site", cwd=Path.cwd(), env=environment)
    assert done.code == 0, done.err
    assert content(Path("one/docs")) == content(small_build.docs)
    assert content(Path("other/site")) == content(small_build.folder)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--docs-only", "--docs-dir", "content"], "content:1:1: error[folders-overlap]: and 'content' are one inside the other"),
        (["--docs-only", "--docs-dir", "content/countries"], "content/countries:1:1: error[folders-overlap]: and 'content' are one inside the other"),
        (["--docs-only", "--docs-dir", "."], ".:1:1: error[folders-overlap]: and 'content' are one inside the other"),
        (["--site-dir", "templates"], "templates:1:1: error[folders-overlap]: and 'templates' are one inside the other"),
        (["--site-dir", "build"], "build:1:1: error[folders-overlap]: and 'build/docs' are one inside the other"),
    ],
)
def test_nothing_is_written_among_its_sources(project: Path, run: Callable[..., Run], arguments: list[str], problem: str) -> None:
    before = sorted(Path().rglob("*"))
    done = run("build", "--provisional", *arguments)
    assert done.code == 1
    assert problem in done.err
    assert sorted(Path().rglob("*")) == before
