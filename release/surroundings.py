"""What must not matter to a build: where, when, by whom and by what it is made. A build in given surroundings, and the digests of what came out."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, fields, replace
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
BUILDER = ("builder", "templates", "site_overrides", "assets", "locales")
BESIDE = ("mkdocs.yml", "properdocs.yml", "overrides", "templates", "editions")
BUILT = ("build/docs", "site", "site-offline.zip")
"""What is compared."""
NOBODY = 65534


@dataclass(frozen=True)
class Surroundings:
    """One way to build; each field is something that must not matter."""

    path: str = "here, among others, ünd Ж"
    time_zone: str = "Pacific/Pago_Pago"
    """Eleven hours behind UTC, as the other one is fourteen ahead: it is never the same day in both."""
    language: str = "C.UTF-8"
    umask: int = 0o022
    hash_seed: int = 0
    workers: int = 3
    workers_are: str = "processes"
    """Threads where a process cannot be forked safely, as on macOS and Windows."""
    order: str = "forwards"
    """In which folders list their entries, and in which the sources were written."""
    modified: int = 1_000_000_000
    """When the sources were written, in seconds since 1970."""
    clock: str = ""
    """How far the clock goes wrong, in the words of the program faketime."""
    user: int = -1
    """Who builds, by number; -1 is who runs this."""
    python: str = sys.executable

    def differing(self, other: Surroundings) -> list[str]:
        """The names of the fields in which two differ."""
        return [field.name for field in fields(self) if getattr(self, field.name) != getattr(other, field.name)]

    def with_that_of(self, other: Surroundings, name: str) -> Surroundings:
        """The same but for one field, and for the path, since two cannot be built in one place."""
        return replace(self, path=f"{other.path}-{name}", **({} if name == "path" else {name: getattr(other, name)}))


USUAL = Surroundings()


def otherwise(python: str = sys.executable) -> Surroundings:
    """Surroundings that differ from the usual ones in everything that can be changed on this machine."""
    return Surroundings(
        path="there/deeper",
        time_zone="Pacific/Kiritimati",
        language="C",
        umask=0o077,
        hash_seed=4242,
        workers=1,
        workers_are="threads",
        order="backwards",
        modified=1_700_000_000,
        clock="+400 days" if shutil.which("faketime") else "",
        user=NOBODY if _may_run(python, NOBODY) else -1,
        python=python,
    )


def _may_run(python: str, user: int) -> bool:
    """Whether this process can become that user, and that user may run Python."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    try:
        return subprocess.run([python, "-c", ""], user=user, group=user, extra_groups=[], cwd="/", capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _copy(source: Path, target: Path, where: Surroundings) -> None:
    """Copies files and folders in the order of the surroundings, with their time."""
    if source.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        for path in sorted(source.iterdir(), reverse=where.order == "backwards"):
            if path.name != "__pycache__":
                _copy(path, target / path.name, where)
    elif source.exists():
        target.write_bytes(source.read_bytes())
        os.utime(target, (where.modified, where.modified))


def environment(where: Surroundings, folder: Path) -> dict[str, str]:
    """All that a build sees of the environment."""
    found = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "temporary"),
        "PYTHONPATH": str(folder / "code"),
        "PYTHONHASHSEED": str(where.hash_seed),
        "PYTHONIOENCODING": "utf-8",  # of messages; what is read and written says its own encoding
        "TZ": where.time_zone,
        "LC_ALL": where.language,
        "LANGUAGE": "" if where.language == USUAL.language else "tr:ru",
    }
    if where.language == "C":  # and really so: Python would take UTF-8 by itself
        found |= {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    return found


def build(where: Surroundings, content: Path, root: Path) -> Path:
    """Builds the strategy of a content folder below `root`, with a builder copied there; gives the folder with what came out.

    Raises RuntimeError with what the builder said, if it could not.
    """
    folder = root / where.path
    for name in BUILDER:
        _copy(REPO / name, folder / "code" / name, where)
    _copy(content, folder / "plan/content", where)
    for name in BESIDE:
        if not (name in BUILDER and content.parent == REPO):  # there they are the builder's own
            _copy(content.parent / name, folder / "plan" / name, where)
    _copy(Path(__file__).with_name("within.py"), folder / "within.py", where)
    for name in ("home", "temporary"):
        (folder / name).mkdir()
    who: dict[str, object] = {"umask": where.umask}
    if where.user >= 0:
        who |= {"user": where.user, "group": where.user, "extra_groups": []}
        _give(root, folder, where.user)
    faked = ["faketime", "-f", where.clock] if where.clock else []
    within = [where.python, str(folder / "within.py"), where.order, str(where.workers), where.workers_are]
    command = [*faked, *within, "build", "--provisional", "--offline"]
    done = subprocess.run(command, cwd=folder / "plan", env=environment(where, folder), capture_output=True, text=True, encoding="utf-8", check=False, **who)  # type: ignore[call-overload]
    if done.returncode:
        raise RuntimeError(f"{where}:\n{done.stdout}{done.stderr}")
    return folder / "plan"


def _give(root: Path, folder: Path, user: int) -> None:
    """Lets a user go to a folder below `root`, which only who runs this may enter as yet, and owns all that is in it to them."""
    root.chmod(0o711)
    for above, folders, files in os.walk(folder):
        for name in (".", *folders, *files):
            os.chown(Path(above) / name, user, user)


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 digest of each file that was built, by its path."""
    files = [path for name in BUILT for path in ((folder / name).rglob("*") if (folder / name).is_dir() else [folder / name])]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.is_file()}


def digest_of_site(found: dict[str, str]) -> str:
    """One digest for a site, which anybody finds with `find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum` in its folder."""
    lines = {f"./{path.removeprefix('site/')}": digest for path, digest in found.items() if path.startswith("site/")}
    listed = "".join(f"{lines[path]}  {path}\n" for path in sorted(lines, key=os.fsencode))
    return hashlib.sha256(listed.encode()).hexdigest()
