"""Files and folders of the user: content that is edited, documents that are mended, folders that are filled."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from builder.problems import ContentError, Problem, of_system, some
from builder.publish import durable
from builder.publish.output.files import patiently, temporary, write_file
from builder.wording import Phrase


def refuse_overlap(written: Path, *others: Path) -> None:
    """Raises `ContentError` if a folder that is written lies in another one, or holds it: sources, or other output."""
    here = written.resolve()
    near = [other for other in others if here.is_relative_to(other.resolve()) or other.resolve().is_relative_to(here)]
    if near:
        raise ContentError(Problem.of_file(written, "folders-overlap", _overlap(other)) for other in near)


def _overlap(other: Path) -> Phrase:
    return Phrase("and '{other}' are one inside the other: choose folders that stand apart", other=other)


def source(path: Path) -> str:
    """The text of a content file, with its own line ends; empty if there is no such file yet."""
    return path.read_bytes().decode("utf-8") if path.exists() else ""


def edit(path: Path, text: str) -> bool:
    """Writes a content file where it really lies, with the line ends that it has; tells whether it changed."""
    if "\r\n" in source(path):
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    return write_file(path.resolve(), text.encode())


def take_back(path: Path, before: str) -> None:
    """Makes a content file what it was before an edit: its text of then, or no file if it had none."""
    if before:
        edit(path, before)
    else:
        path.unlink()


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
    stage = (real if there else real.parent) / temporary()
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
            patiently(lambda: stage.rename(real))
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
