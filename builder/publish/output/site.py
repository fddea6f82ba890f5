"""The folder of the published site, which is made beside the old one and swapped in whole.

The swap is by hand: a rename replaces a file in one step but no folder that is not empty, so libraries for atomic writing stop at files.
Linux can exchange two folders (renameat2), which Python does not offer; elsewhere there are two renames, and `recover_site` mends
what a kill between them leaves.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from builder.problems import ContentError, Problem, of_system, some
from builder.publish import durable
from builder.publish.output.files import TEMPORARY, mode_of, names_in, patiently
from builder.publish.output.trees import foreign_file, read_manifest, write_manifest
from builder.wording import Phrase

SITE_MANIFEST = ".builder.json"
"""In a published site: the list of its files, which marks the folder as ours to replace."""


def refuse_foreign_site(site: Path) -> None:
    """Raises `ContentError` if a site folder holds anything that the builder did not publish."""
    if not site.exists():
        return
    if not site.is_dir():
        raise ContentError([Problem.of_file(site, "foreign-site", Phrase("is a file, not a folder: choose another --site-dir"))])
    ours = set(read_manifest(site / SITE_MANIFEST)) | {SITE_MANIFEST}
    foreign = sorted(name for name in names_in(site) if name not in ours)
    if foreign:
        message = Phrase("holds files that the builder did not write ({names}): move them, or choose another --site-dir", names=some(foreign))
        raise ContentError([Problem.of_file(site, "foreign-site", message)])


def read_tree(folder: Path) -> dict[str, bytes]:
    """All files of a folder by relative path, except those that are for the builder alone."""
    return {name: (folder / name).read_bytes() for name in names_in(folder) if name != SITE_MANIFEST}


def mark_site(site: Path) -> int:
    """Writes the manifest of a published site; gives the number of its pages, without permanent addresses and frozen copies."""
    names = sorted(name for name in names_in(site) if name != SITE_MANIFEST)
    write_manifest(site / SITE_MANIFEST, names)
    return sum(name.endswith(".html") and not {"id", "editions"}.intersection(name.split("/")[:2]) for name in names)


def refuse_leftovers(site: Path) -> None:
    """Raises `ContentError` if what is left beside a site was not made by us."""
    foreign = [left for left in (_beside(site, "old"), _beside(site, "new")) if mode_of(left) and not _is_ours(left)]
    if foreign:
        raise ContentError(map(foreign_file, foreign))


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
    if not stat.S_ISDIR(mode_of(folder)):
        return False
    if stat.S_ISREG(mode_of(folder / SITE_MANIFEST)):
        return True
    return all(TEMPORARY.fullmatch(path.name) and stat.S_ISREG(mode_of(path)) for path in folder.iterdir())


def _discard(folder: Path) -> None:
    """Removes a folder of ours, its mark last: what a killed build leaves of it is still known as ours.

    What cannot be removed is tried once more; if it stays, it is in nobody's way, and the next build tries again.
    """
    for _ in range(2):
        with contextlib.suppress(OSError):
            for path in folder.iterdir() if stat.S_ISDIR(mode_of(folder)) else ():
                if stat.S_ISDIR(mode_of(path)):
                    shutil.rmtree(path, ignore_errors=True)
                elif path.name != SITE_MANIFEST:
                    path.unlink()
            if stat.S_ISDIR(mode_of(folder)):
                durable.sync_folder(folder)
            shutil.rmtree(folder, ignore_errors=True)


def stage_site(site: Path) -> Path:
    """Makes the folder beside a site in which the next one is made, marked as ours from the start."""
    new = _beside(site, "new")
    new.parent.mkdir(parents=True, exist_ok=True)
    new.mkdir()
    try:
        write_manifest(new / SITE_MANIFEST, [])
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
def set_aside(folder: Path) -> Iterator[tuple[Path, Callable[[], None]]]:
    """Makes a folder of ours empty for a while in which something else is made there.

    Gives where that lies what it held, and what puts it back; what is not wanted then is removed after.
    """
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    held = aside / "held"

    def put_back() -> None:
        folder.rename(aside / "half")
        held.rename(folder)

    try:
        folder.rename(held)
        folder.mkdir(0o700)
        yield held, put_back
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def take_over(old: Path, new: Path) -> None:
    """Moves a folder of the last site, which goes, into the next one."""
    patiently(lambda: old.rename(new))


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
        patiently(lambda: new.rename(site))
        durable.sync_folder(site.parent)
        return
    if not _exchange(new, site):
        try:
            patiently(lambda: site.rename(old))
            try:
                patiently(lambda: new.rename(site))
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
