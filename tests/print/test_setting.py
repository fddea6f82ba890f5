"""What comes of setting a brief, by a typesetter that is made up; how one is fitted to its sheet; and the sizes of type that are really printed."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from typing import Any, cast

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import segno

from builder.content import addresses
from builder.model.strategy import Strategy
from builder.print import briefs, setting
from builder.print.setting import BriefFile, Job
from builder.print.typesetter import Pdf, Typesetter
from tests.conftest import REPO

SITE = addresses.Site("https://made.example.org/plan/")


class Counted:
    """A typesetter that remembers what it was asked to set, and what to tell."""

    def __init__(self, fit: Mapping[str, Any] | None = None) -> None:
        self.fit = fit
        self.asked: list[tuple[str, Mapping[str, Any], Mapping[str, str]]] = []
        self.questions: list[tuple[str, str, Mapping[str, Any], Mapping[str, str]]] = []

    def set(self, template: str, data: dict[str, Any], *, identifier: str, qr: dict[str, str]) -> Pdf:
        assert identifier == "https://made.example.org/plan/id/var/"
        self.asked.append((template, data, qr))
        return Pdf(template.encode(), 7)

    def told(self, label: str, template: str, data: dict[str, Any], *, qr: dict[str, str]) -> Any:
        assert not self.asked, "a brief is fitted before it is set"
        self.questions.append((label, template, data, qr))
        return self.fit


def job(template: str = "country") -> Job:
    return Job(
        "briefs/varnholm.pdf",
        template,
        {"brief": {"title": "Varnholm"}, "paper": "a4"},
        "digest",
        {"https://x/": "<svg/>"},
        "https://made.example.org/plan/id/var/",
    )


def placed(counted: Counted, *jobs: Job) -> list[BriefFile]:
    with setting.workers(cast(Typesetter, counted), len(jobs)) as submit:
        return [future.result() for future in [submit(job) for job in jobs]]


def test_a_country_brief_is_fitted_and_then_set_as_it_was_fitted() -> None:
    counted = Counted({"size": 9})
    (file,) = placed(counted, job())
    codes = {"https://x/": "<svg/>"}
    assert counted.questions == [("fit", "fit", {"brief": {"title": "Varnholm"}, "paper": "a4"}, codes)]
    assert counted.asked == [("country", {"brief": {"title": "Varnholm", "fit": {"size": 9}}, "paper": "a4"}, codes)]
    assert file == BriefFile("briefs/varnholm.pdf", b"country", 7, "digest", {"size": 9})
    assert file.size == len(file.data)


def test_other_briefs_are_set_as_they_are() -> None:
    counted = Counted()
    (file,) = placed(counted, job("objective"))
    assert counted.asked == [("objective", {"brief": {"title": "Varnholm"}, "paper": "a4"}, {"https://x/": "<svg/>"})]
    assert counted.questions == []
    assert file == BriefFile("briefs/varnholm.pdf", b"objective", 7, "digest", None)


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_many_briefs_come_back_in_their_order(count: int) -> None:
    """By processes or by threads, each file is that of its job."""
    jobs = [Job(f"briefs/{at}.pdf", "objective", {"brief": {}}, str(at), {}, f"{SITE.base}id/var/") for at in range(count)]
    assert [(file.path, file.key) for file in placed(Counted(), *jobs)] == [(one.path, one.key) for one in jobs]


def test_a_worker_process_sets_with_what_it_inherited(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    monkeypatch.setattr(setting, "_end_with", told.append)  # the process of the tests is no worker
    for counted in (Counted(), Counted({})):
        setting._inherit(cast(Typesetter, counted), 1)
        assert setting._inherited == [counted]
        assert setting._set_inherited(job("objective")).data == b"objective"
        assert len(counted.asked) == 1
    assert told == [1, 1]
    setting._inherited.clear()


@pytest.fixture
def as_a_worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], dict[str, Any]]]:
    """Has this process do with signals what a worker of a process does, and tells what that is; afterwards all is as before."""
    library, death, ended = ctypes.CDLL(None), ctypes.c_int(), list[int]()
    monkeypatch.setattr(os, "_exit", ended.append)
    before = {number: signal.getsignal(number) for number in setting.ENDING}
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, setting.ENDING)  # as those who fork a worker have it
    library.prctl(GET_DEATH_SIGNAL, ctypes.byref(death))
    kept = death.value

    def begin(parent: int) -> dict[str, Any]:
        setting._end_with(parent)
        library.prctl(GET_DEATH_SIGNAL, ctypes.byref(death))
        heeded = {number.name: signal.getsignal(number) for number in setting.ENDING}
        return {**heeded, "blocked": signal.pthread_sigmask(signal.SIG_BLOCK, ()), "death": death.value, "ended": ended}

    yield begin
    library.prctl(setting.DEATH_SIGNAL, kept)
    for number, handler in before.items():
        signal.signal(number, handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, mask)


GET_DEATH_SIGNAL = 2
"""Of prctl(2): which signal comes when the parent ends."""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent has ended")
@pytest.mark.parametrize(("other", "ended"), [(0, []), (1, [1])])
def test_a_worker_ends_with_who_forked_it(other: int, ended: list[int], as_a_worker: Callable[[int], dict[str, Any]]) -> None:
    """It heeds no Ctrl-C, which its parent is told of too, and ends with that; if that is another one by now, at once."""
    assert as_a_worker(os.getppid() + other) == {"SIGINT": signal.SIG_IGN, "SIGTERM": signal.SIG_DFL, "blocked": set(), "death": signal.SIGTERM, "ended": ended}


@pytest.mark.parametrize(
    ("count", "threads", "ends", "expected"),
    [(2, 1, False, "thread"), (3, 1, False, "process"), (3, 2, False, "thread"), (3, 2, True, "process")],
    ids=["few", "many", "a second thread", "a second thread that ends soon"],
)
def test_processes_only_for_many_briefs_and_before_any_second_thread(
    count: int, threads: int, ends: bool, expected: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    for number in range(threads):
        (tmp_path / "task" / str(number)).mkdir(parents=True)
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if ends and len(pauses) == 2:
            (tmp_path / "task/1").rmdir()

    monkeypatch.setattr(setting.time, "sleep", sleep)
    made: list[tuple[str, tuple[Any, ...]]] = []

    class Pool:
        def __init__(self, kind: str, *arguments: Any) -> None:
            made.append((kind, arguments))

        def __enter__(self) -> Pool:
            return self

        def __exit__(self, *_: object) -> None:
            made.append(("closed", ()))

        def submit(self, *call: Any) -> Future[Any]:
            made.append(("submitted", call))
            return Future()

    monkeypatch.setattr(setting, "Path", lambda path: {"/proc/self/task": tmp_path / "task"}[path])
    monkeypatch.setattr(setting, "ProcessPoolExecutor", lambda *arguments: Pool("process", *arguments))
    monkeypatch.setattr(setting, "ThreadPoolExecutor", lambda *arguments: Pool("thread", *arguments))
    typesetter = cast(Typesetter, Counted())
    one = job()
    with setting.workers(typesetter, count) as submit:
        submit(one)
    if expected == "process":
        ((kind, (workers, context, initializer, given)), submitted, closed) = made
        assert (workers, context.get_start_method(), initializer, given) == (setting.WORKERS, "fork", setting._inherit, (typesetter, os.getpid()))
        assert submitted == ("submitted", (setting._set_inherited, one))
    else:
        ((kind, arguments), submitted, closed) = made
        assert arguments == (setting.WORKERS,)
        assert submitted == ("submitted", (one.set, typesetter))
    assert (kind, closed) == (expected, ("closed", ()))
    assert sum(pauses) < 0.2


def test_qr_code_has_no_quiet_zone_and_one_path() -> None:
    address = "https://strategy.example.org/id/var/"
    matrix = segno.make(address, error="m", micro=False).matrix
    picture = setting.qr(address)
    assert re.fullmatch(
        rf'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(matrix)} {len(matrix)}"><path d="(M\d+ \d+h\d+v1h-\d+z)+"/></svg>', picture
    )
    runs = [(int(column), int(row), int(length), int(back)) for column, row, length, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", picture)]
    assert all(length == back for _, _, length, back in runs)
    dark = [(row, column + step) for column, row, length, _ in runs for step in range(length)]
    assert len(dark) == len(set(dark))
    assert set(dark) == {(row, column) for row, modules in enumerate(matrix) for column, module in enumerate(modules) if module}
    assert runs[0] == (0, 0, 7, 7)  # the finder pattern's upper edge, one run


# --- the sizes of type --------------------------------------------------------------------------


def sizes(pdf: bytes) -> Counter[float]:
    """How many characters of each size, in points, a PDF prints."""
    found: Counter[float] = Counter()
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        for at in range(text.count_chars()):
            if pdfium.FPDFText_GetUnicode(text, at) > 32:
                found[round(pdfium.FPDFText_GetFontSize(text, at), 2)] += 1
    return found


def test_type_sizes(small_strategy: Strategy) -> None:
    """A country's brief is printed in the size that its fit names, and none is too small to read."""
    wanted, _ = briefs.named(small_strategy, ["VAR"])
    (file,) = briefs.make(wanted, small_strategy, SITE, Typesetter(REPO / "templates/print")).values()
    assert file.fit is not None
    assert 8.4 <= file.fit["size"] <= 10
    found = sizes(file.data)
    assert found[file.fit["size"]] + found[round(file.fit["size"] * 0.94, 2)] > found.total() / 3
    assert min(found) >= 5.8
    assert sum(count for size, count in found.items() if size < 7) < found.total() / 20


def test_a_pack_takes_the_fit_of_each_of_its_countries(small_strategy: Strategy) -> None:
    """A brief that is given its fit is what it is when it finds it."""
    wanted, _ = briefs.named(small_strategy, ["VAR", "REACH-UPPER"])
    made = briefs.make(wanted, small_strategy, SITE, Typesetter(REPO / "templates/print"))
    alone, pack = (pypdfium2.PdfDocument(file.data) for file in made.values())

    def lines(document: pypdfium2.PdfDocument, at: int) -> list[str]:
        return document[at].get_textpage().get_text_range().splitlines()[2:20]

    assert len(lines(alone, 0)) > 10
    assert [lines(alone, at) for at in range(len(alone))] == [lines(pack, len(pack) - len(alone) + at) for at in range(len(alone))]
