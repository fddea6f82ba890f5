"""nginx as `docs/publishing.md` sets it up: the site at the root of a host, and the same below a path of another."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import REPO, WAIT

DOCUMENT = REPO / "docs/publishing.md"
MAIN = """
daemon off; pid {folder}/pid; error_log {folder}/log; worker_processes 1; {user}
events {{}}
http {{
access_log off;
{temporary}
{maps}
{root}
{below}
}}
"""
"""What stands around the document's part: a process of our own, that writes into a folder of its own."""


class Hosts(NamedTuple):
    """Where the site is: at the root of a host, and below a path of another. Both end with a slash."""

    root: str
    below: str


def program() -> str:
    """The path of nginx; the test fails, with the command that installs it, if there is none."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    return found or pytest.fail("nginx is missing: install it (`apt-get install --no-install-recommends nginx-light`)")


def documented(language: str, start: str) -> str:
    """The block of the document's chapter on nginx that begins with some words."""
    chapter = DOCUMENT.read_text("utf-8").partition("\n## nginx\n")[2].partition("\n## ")[0]
    (block,) = (text for text in re.findall(rf"```{language}\n(.*?)```", chapter, re.DOTALL) if text.lstrip().startswith(start))
    return str(block)


def put(text: str, *pairs: tuple[str, str]) -> str:
    """A text with some of it replaced, all of which must be there."""
    for old, new in pairs:
        assert old in text, f"docs/publishing.md no longer says '{old}'"
        text = text.replace(old, new)
    return text


def configuration(folder: Path, ports: tuple[int, int]) -> str:
    """What the document says, for two hosts on this machine; below `folder` lies what it has in /srv."""
    maps, server, rest = documented("nginx", "#").partition("\nserver {")
    at_root = put(
        server + rest, ("listen 443 ssl;", f"listen 127.0.0.1:{ports[0]};"), ("strategy.example.org", "_"), ("/srv/strategy/", f"{folder}/srv/strategy/")
    )
    location = at_root[at_root.index("    location / {") : at_root.index("    location ~")]
    below = put(
        at_root,
        (f"127.0.0.1:{ports[0]}", f"127.0.0.1:{ports[1]}"),
        (f"root {folder}/srv/strategy/site;", f"root {folder}/srv/www;"),
        (location, documented("nginx", "location")),
        ("    error_page 404 /404.html;\n", ""),
    )
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = "user root;" if os.geteuid() == 0 else ""
    return MAIN.format(folder=folder, user=user, temporary=temporary, maps=maps, root=at_root, below=below)


def _free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(site: Path, folder: Path) -> Iterator[Hosts]:
    """Serves a site so while in use; `folder` is for what nginx needs besides."""
    (folder / "srv/strategy").mkdir(parents=True)
    (folder / "srv/www").mkdir()
    for place in ("srv/strategy/site", "srv/www/strategy"):
        (folder / place).symlink_to(site, target_is_directory=True)
    command = put(documented("sh", "sed"), ("/srv/strategy/", f"{folder}/srv/strategy/"))
    subprocess.run(["sh", "-ec", command], cwd=folder / "srv/strategy", check=True)
    ports = _free(), _free()
    (folder / "nginx.conf").write_text(configuration(folder, ports), "utf-8")
    process = subprocess.Popen([program(), "-c", folder / "nginx.conf", "-p", folder, "-e", folder / "log"])
    try:
        for port in ports:
            _await(process, port, folder / "log")
        yield Hosts(f"http://127.0.0.1:{ports[0]}/", f"http://127.0.0.1:{ports[1]}/strategy/")
    finally:
        process.terminate()
        process.wait(WAIT)


def _await(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Waits until a port answers."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"nginx does not take what docs/publishing.md says: {log.read_text()}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("nginx did not start")
