"""The one module that touches the disk for output.

It writes only what changed, removes only what it wrote itself, and swaps a finished site in whole.
What it wrote is remembered in a manifest, so a file that someone else put there is never overwritten or deleted.
It makes files and folders and never a symbolic link: one is someone else's, wherever it stands, and nothing behind it is touched.
A file is written under a name that nobody can guess, made for it alone, and then put in its place.
When the power goes, all is as after a kill: what a later step builds on is on the disk before that (`durable`).

The swap is by hand: a rename replaces a file in one step but no folder that is not empty, so libraries for atomic writing stop at files.
Linux can exchange two folders (renameat2), which Python does not offer; elsewhere there are two renames, and `recover_site` mends
what a kill between them leaves.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import re
import secrets
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from builder.problems import ContentError, Problem, of_system, some
from builder.publish import durable
from builder.wording import Phrase

_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8) if os.name == "nt" else ()
"""Seconds between attempts; elsewhere, an open file is no obstacle, and what is refused stays so."""
if sys.platform == "win32":
    _AS_IT_STANDS = os.O_BINARY
else:
    _AS_IT_STANDS = os.O_NOFOLLOW | os.O_CLOEXEC
"""How files are opened that are ours alone: not behind a link, and without a change of bytes."""
SITE_MANIFEST = ".builder.json"
"""In a published site: the list of its files, which marks the folder as ours to replace."""


@dataclass(frozen=True)
class Changes:
    """How many files a write changed."""

    written: int
    unchanged: int
    removed: int

    def __add__(self, other: Changes) -> Changes:
        """Those of both."""
        return Changes(self.written + other.written, self.unchanged + other.unchanged, self.removed + other.removed)


@dataclass(frozen=True)
class Tree:
    """Files that a folder is to hold, by relative path, and where those are listed that it was given before."""

    folder: Path
    files: Mapping[str, bytes]
    manifest: Path


def write_tree(folder: Path, files: Mapping[str, bytes], manifest: Path) -> Changes:
    """Makes a folder hold `files`, as `write_trees` does."""
    return write_trees([Tree(folder, files, manifest)])[0]


def write_trees(trees: Sequence[Tree]) -> list[Changes]:
    """Makes folders hold their files, touching only files that differ and removing files it wrote before; gives what changed in each.

    Raises `ContentError` if anything that it did not write stands in the way in one of them; then nothing is written.
    """
    before = [set(_read_manifest(tree.manifest)) for tree in trees]
    obstacles = {path for tree, names in zip(trees, before, strict=True) for path in _obstacles(tree, names)}
    if obstacles:
        raise ContentError(map(_foreign, obstacles))
    for folder in {folder for tree in trees for folder in (tree.folder, tree.manifest.parent)}:
        _clear_temporaries(folder)
    return [_write(tree, names) for tree, names in zip(trees, before, strict=True)]


def _write(tree: Tree, before: set[str]) -> Changes:
    """Writes a tree in whose way nothing stands; the list of its files holds at every moment all that may be there.

    The files themselves need not be on the disk when this ends: the next build compares them byte by byte.
    """
    folder, files = tree.folder, tree.files
    new = _temporary()
    _write_manifest(tree.manifest, sorted({*before, *files}))
    gone = [name for name in sorted(before - set(files)) if _remove(folder, name)]
    _settle_removals(folder, gone)
    written = 0
    for name, data in sorted(files.items()):
        path = folder / name
        if stat.S_ISDIR(_mode(path)):
            _remove_empty(path)
        written += _put(path, data, folder / new)
    _write_manifest(tree.manifest, sorted(files))
    return Changes(written, len(files) - written, len(gone))


def _foreign(path: Path) -> Problem:
    return Problem.of_file(path, "foreign-file", Phrase("this was not written by the builder and is in its way: move it elsewhere"))


def _obstacles(tree: Tree, before: set[str]) -> Iterator[Path]:
    """What was not written by us and stands where something is to go."""
    folder = tree.folder
    if _mode(tree.manifest) and not stat.S_ISREG(_mode(tree.manifest)):
        yield tree.manifest
    if os.path.lexists(folder) and not folder.is_dir():
        yield folder
        return
    inner = {parent.as_posix() for name in tree.files for parent in PurePosixPath(name).parents} - {"."}
    closed = {name for name in inner if _bars(folder / name, ours=name in before)}
    yield from (folder / name for name in closed)
    for name, data in tree.files.items():
        if not closed.intersection(map(str, PurePosixPath(name).parents)) and _in_the_way(folder, name, data, before):
            yield folder / name


def _bars(path: Path, *, ours: bool) -> bool:
    """Whether something stands where a folder is to go; a file of ours goes by itself."""
    mode = _mode(path)
    return bool(mode) and not stat.S_ISDIR(mode) and not (ours and stat.S_ISREG(mode))


def _in_the_way(folder: Path, name: str, data: bytes, before: set[str]) -> bool:
    """Whether what stands where a file is to go was not written by us: another file, a folder with other files, a link."""
    path = folder / name
    mode = _mode(path)
    if stat.S_ISDIR(mode):
        return not all(f"{name}/{inside}" in before and stat.S_ISREG(_mode(path / inside)) for inside in _files(path))
    return bool(mode) and not (stat.S_ISREG(mode) and (name in before or not _differs(path, data)))


def _mode(path: Path) -> int:
    """What stands at a path itself, not behind a link; 0 for nothing."""
    try:
        return path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


def refuse_overlap(written: Path, *others: Path) -> None:
    """Raises `ContentError` if a folder that is written lies in another one, or holds it: sources, or other output."""
    here = written.resolve()
    near = [other for other in others if here.is_relative_to(other.resolve()) or other.resolve().is_relative_to(here)]
    if near:
        raise ContentError(Problem.of_file(written, "folders-overlap", _overlap(other)) for other in near)


def _overlap(other: Path) -> Phrase:
    return Phrase("and '{other}' are one inside the other: choose folders that stand apart", other=other)


def write_file(path: Path, data: bytes) -> bool:
    """Writes one file whole or not at all, to last; tells whether it changed."""
    return _put(path, data, path.with_name(_temporary()), lasting=True)


def _temporary() -> str:
    """The name of a file that is to get another one: hidden, short, and known to nobody."""
    return f".{secrets.token_hex(8)}.new"


_TEMPORARY = re.compile(r"\.[0-9a-f]{16}\.new")
"""Names of such files."""


def _clear_temporaries(folder: Path) -> None:
    """Removes what a build left that was killed while it wrote a file; no other one is at work there (`locks`)."""
    for path in folder.glob(".*.new"):
        if _TEMPORARY.fullmatch(path.name) and stat.S_ISREG(_mode(path)):
            path.unlink()


def _put(path: Path, data: bytes, new: Path, *, lasting: bool = False) -> bool:
    """Writes a file by way of another one in the same file system; tells whether it changed. One that is to last is on the disk then."""
    if not _differs(path, data):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _AS_IT_STANDS, 0o666)
    try:
        try:
            _fill(handle, data)
            if lasting:
                durable.sync_file(handle)
        finally:
            os.close(handle)
        _patiently(lambda: new.replace(path))
    except BaseException:  # a disk that is full, say: what is half written does not stay
        _unmake(new)
        raise
    if lasting:
        durable.sync_folder(path.parent)
    return True


def _fill(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]


def _unmake(path: Path) -> None:
    """Removes a file of ours that is of no use, if that can be done; tries twice."""
    for _ in range(2):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _patiently(rename: Callable[[], object]) -> None:
    """Tries again for a while what Windows refuses as long as somebody has a file open: a virus scanner, an indexer, a browser."""
    for pause in _PAUSES:
        try:
            rename()
        except PermissionError:
            time.sleep(pause)
        else:
            return
    rename()


def link(source: Path, path: Path) -> None:
    """Gives a file that we wrote a second name in a folder that we are filling, or a copy where the system has no such names across the two.

    Both stay the same only until one is written anew: we put a new file in the place of an old one, and never write into one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, path)
    except OSError:
        path.unlink(missing_ok=True)
        shutil.copyfile(source, path)


def open_lock(path: Path) -> int:
    """Opens a file that builds lock, and makes it if it is not there; gives its handle. Raises `OSError`, also where it is a link."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT | _AS_IT_STANDS, 0o666)


def sign_lock(handle: int, text: str) -> None:
    """Writes into a file that is locked who has locked it."""
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    _fill(handle, text.encode())


def remove_lock(path: Path) -> None:
    """Removes a file that builds lock; where the system keeps it, because another one has it open, that one will."""
    _unmake(path)


def source(path: Path) -> str:
    """The text of a content file, with its own line ends; empty if there is no such file yet."""
    return path.read_bytes().decode("utf-8") if path.exists() else ""


def edit(path: Path, text: str) -> bool:
    """Writes a content file where it really lies, with the line ends that it has; tells whether it changed."""
    if "\r\n" in source(path):
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    return write_file(path.resolve(), text.encode())


def rewrite(path: Path, data: bytes) -> None:
    """Writes a file of the user's anew, whole or not at all, where it really lies, with the permissions that it has.

    Raises `ContentError` if it cannot be written; it is then as it was, and nothing lies beside it.
    """
    try:
        real = path.resolve(strict=True)
        if not os.access(real, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        handle, name = tempfile.mkstemp(prefix=".", suffix=".new", dir=real.parent)  # a name of its own, since the folder is the user's
        new = Path(name)
        try:
            with open(handle, "wb") as stream:  # noqa: PTH123 - what is opened is no path
                stream.write(data)
                stream.flush()
                durable.sync_file(stream.fileno())
            new.chmod(stat.S_IMODE(real.stat().st_mode))
            new.replace(real)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
    except OSError as error:
        message = Phrase(
            "cannot be rewritten ({reason}) and is as it was: check the permissions of the file and its folder, and that the disk is not full",
            reason=of_system(error),
        )
        raise ContentError([Problem.of_file(path, "unwritable", message)]) from None


def take_back(path: Path, before: str) -> None:
    """Makes a content file what it was before an edit: its text of then, or no file if it had none."""
    if before:
        edit(path, before)
    else:
        path.unlink()


def read_tree(folder: Path) -> dict[str, bytes]:
    """All files of a folder by relative path, except those that are for the builder alone."""
    return {name: (folder / name).read_bytes() for name in _files(folder) if name != SITE_MANIFEST}


def write_files(folder: Path, files: Mapping[str, bytes]) -> int:
    """Puts files into a folder of the user's, beside what else is there; gives how many differed.

    Raises `ContentError` if the folder cannot be written.
    """
    written = 0
    try:
        for name, data in sorted(files.items()):
            written += write_file(folder / name, data)
    except OSError as error:
        message = Phrase("cannot be written ({reason}): choose another folder", reason=of_system(error))
        raise ContentError([Problem.of_file(folder, "unwritable", message)]) from None
    return written


def refuse_used(folder: Path) -> None:
    """Raises `ContentError` if a new project cannot go into a folder: it is a file, or holds something already, a repository's own `.git` apart."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise ContentError([Problem.of_file(folder, "folder-used", Phrase("is a file, not a folder: choose another name"))])
    found = sorted(path.name for path in folder.iterdir() if path.name != ".git")
    if found:
        message = Phrase("is not empty ({names}): choose a new folder, or empty this one", names=some(found))
        raise ContentError([Problem.of_file(folder, "folder-used", message)])


def create(folder: Path, files: Mapping[str, bytes]) -> None:
    """Fills a folder that is empty or not there yet, with all of it or with nothing.

    Raises `ContentError` if that cannot be done; the folder is then as it was.
    """
    refuse_used(folder)
    there, real = folder.is_dir(), folder.resolve()
    stage = (real if there else real.parent) / _temporary()
    moved: list[Path] = []
    try:
        stage.mkdir(parents=True)
        for name, data in sorted(files.items()):
            write_file(stage / name, data)
        for path in sorted(stage.iterdir()) if there else ():
            moved.append(path.rename(real / path.name))
        if there:
            stage.rmdir()
        else:
            _patiently(lambda: stage.rename(real))
    except BaseException as error:
        for path in (stage, *moved):
            shutil.rmtree(path, ignore_errors=True)
            if not path.is_dir():
                path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            message = Phrase(
                "cannot be written ({reason}), and nothing is: check its permissions and that the disk is not full, or choose another folder",
                reason=of_system(error),
            )
            raise ContentError([Problem.of_file(folder, "unwritable", message)]) from None
        raise


def _differs(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size != len(data) or path.read_bytes() != data
    except (FileNotFoundError, NotADirectoryError):
        return True


def _remove(root: Path, name: str) -> bool:
    """Removes a file of ours, and the folders that are empty then; tells whether there was one. What stands behind a link is not ours."""
    folders = [root / parent for parent in PurePosixPath(name).parents][:-1]
    if not all(stat.S_ISDIR(_mode(folder)) for folder in folders) or not stat.S_ISREG(_mode(root / name)):
        return False
    (root / name).unlink()
    for folder in folders:
        if any(folder.iterdir()):
            break
        folder.rmdir()
    return True


def _settle_removals(folder: Path, names: Sequence[str]) -> None:
    """Has the disk know that files are gone, before a list of our files says so: else they could come back as somebody else's."""
    left = {next(parent for parent in (folder / name).parents if parent.is_dir()) for name in names}
    for parent in sorted(left):
        durable.sync_folder(parent)


def _remove_empty(folder: Path) -> None:
    """Removes a folder that holds nothing but folders."""
    for path in folder.iterdir():
        _remove_empty(path)
    folder.rmdir()


def _read_manifest(path: Path) -> list[str]:
    try:
        found = json.loads(path.read_text("utf-8")) if stat.S_ISREG(_mode(path)) else []
    except (OSError, ValueError, RecursionError):
        return []
    if not isinstance(found, list):
        return []
    return [name for name in found if isinstance(name, str) and _is_inside(name)]


def _is_inside(name: str) -> bool:
    """Whether a name stays inside its folder on every system: to Windows, '/x' and 'C:x' have a root, and 'a\\..\\x' leads out."""
    path = PureWindowsPath(name)
    return not path.anchor and ".." not in path.parts


def _write_manifest(path: Path, names: list[str]) -> None:
    write_file(path, (json.dumps(names, indent=0, ensure_ascii=False) + "\n").encode())


# --- the published site -------------------------------------------------------------------------


def refuse_foreign_site(site: Path) -> None:
    """Raises `ContentError` if a site folder holds anything that the builder did not publish."""
    if not site.exists():
        return
    if not site.is_dir():
        raise ContentError([Problem.of_file(site, "foreign-site", Phrase("is a file, not a folder: choose another --site-dir"))])
    ours = set(_read_manifest(site / SITE_MANIFEST)) | {SITE_MANIFEST}
    foreign = sorted(name for name in _files(site) if name not in ours)
    if foreign:
        message = Phrase("holds files that the builder did not write ({names}): move them, or choose another --site-dir", names=some(foreign))
        raise ContentError([Problem.of_file(site, "foreign-site", message)])


def _files(folder: Path) -> list[str]:
    """All that is no folder; what is behind links to folders is not looked at."""
    found = []
    for where, folders, files in os.walk(folder):
        names = [*files, *(name for name in folders if os.path.islink(os.path.join(where, name)))]  # noqa: PTH114, PTH118 - as often as there are files
        above = Path(where).relative_to(folder).as_posix()
        found += names if above == "." else [f"{above}/{name}" for name in names]
    return found


def mark_site(site: Path) -> int:
    """Writes the manifest of a published site; gives the number of its pages, without permanent addresses and frozen copies."""
    names = sorted(name for name in _files(site) if name != SITE_MANIFEST)
    _write_manifest(site / SITE_MANIFEST, names)
    return sum(name.endswith(".html") and not {"id", "editions"}.intersection(Path(name).parts[:2]) for name in names)


def refuse_leftovers(site: Path) -> None:
    """Raises `ContentError` if what is left beside a site was not made by us."""
    foreign = [left for left in (_beside(site, "old"), _beside(site, "new")) if _mode(left) and not _is_ours(left)]
    if foreign:
        raise ContentError(map(_foreign, foreign))


def recover_site(site: Path) -> None:
    """Puts back the old site if an earlier swap was killed half-way, and clears what it left.

    Raises `ContentError` if what is left beside the site was not made by us.
    """
    refuse_leftovers(site)
    old, new = _beside(site, "old"), _beside(site, "new")
    if old.exists() and not site.exists():
        old.rename(site)
    for left in (old, new):
        _discard(left)


def _is_ours(folder: Path) -> bool:
    """Whether a folder has our mark, or was made and not marked yet."""
    if not stat.S_ISDIR(_mode(folder)):
        return False
    if stat.S_ISREG(_mode(folder / SITE_MANIFEST)):
        return True
    return all(_TEMPORARY.fullmatch(path.name) and stat.S_ISREG(_mode(path)) for path in folder.iterdir())


def _discard(folder: Path) -> None:
    """Removes a folder of ours, its mark last: what a killed build leaves of it is still known as ours.

    What cannot be removed is tried once more; if it stays, it is in nobody's way, and the next build tries again.
    """
    for _ in range(2):
        with contextlib.suppress(OSError):
            for path in folder.iterdir() if stat.S_ISDIR(_mode(folder)) else ():
                if stat.S_ISDIR(_mode(path)):
                    shutil.rmtree(path, ignore_errors=True)
                elif path.name != SITE_MANIFEST:
                    path.unlink()
            if stat.S_ISDIR(_mode(folder)):
                durable.sync_folder(folder)
            shutil.rmtree(folder, ignore_errors=True)


def stage_site(site: Path) -> Path:
    """Makes the folder beside a site in which the next one is made, marked as ours from the start."""
    new = _beside(site, "new")
    new.parent.mkdir(parents=True, exist_ok=True)
    new.mkdir()
    try:
        _write_manifest(new / SITE_MANIFEST, [])
    except BaseException:
        _discard(new)
        raise
    return new


def drop_stage(site: Path) -> None:
    """Removes what is left of a staged site that was not swapped in, or of the one that it replaced."""
    _discard(_beside(site, "new"))
    if site.exists():
        _discard(_beside(site, "old"))


@contextmanager
def set_aside(folder: Path) -> Iterator[Callable[[], None]]:
    """Makes a folder of ours empty for a while in which something else is made there; what it held can be put back until then, and is removed after."""
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))

    def put_back() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        (aside / "held").rename(folder)

    try:
        folder.rename(aside / "held")
        folder.mkdir(0o700)
        yield put_back
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _beside(site: Path, suffix: str) -> Path:
    return site.with_name(f".{site.name}.{suffix}")


def swap_site(site: Path) -> None:
    """Puts the staged site in the place of the old one: in one step where the system can exchange two folders.

    The new one is on the disk before it takes the place, and has taken it there before the old one is removed.
    Raises `ContentError` if the system does not let go of the old one, which stays then.
    """
    new, old = _beside(site, "new"), _beside(site, "old")
    durable.sync_tree(new)
    if not site.exists():
        _patiently(lambda: new.rename(site))
        durable.sync_folder(site.parent)
        return
    if not _exchange(new, site):
        try:
            _patiently(lambda: site.rename(old))
            try:
                _patiently(lambda: new.rename(site))
            except BaseException:
                old.rename(site)
                raise
        except PermissionError as error:
            message = Phrase(
                "cannot be replaced ({reason}): close the programs that show its files, such as a server or an editor, and build again",
                reason=of_system(error),
            )
            raise ContentError([Problem.of_file(site, "site-in-use", message)]) from None
    durable.sync_folder(site.parent)
    _discard(new)
    _discard(old)


def _exchange(one: Path, other: Path) -> bool:
    """Exchanges two folders atomically (Linux renameat2 with RENAME_EXCHANGE); false where that is not to be had."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):  # on Windows, there is no library without a name
        return False
    at_cwd, exchange = -100, 2
    return bool(rename(at_cwd, os.fsencode(one), at_cwd, os.fsencode(other), exchange) == 0)
