"""How a brief is fitted to its pages, by a typesetter whose page counts are made up; and the sizes of type that are really printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any, cast

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import segno

from builder.content import addresses
from builder.model.strategy import Strategy
from builder.print import briefs, setting
from builder.print.setting import SIZES, BriefFile, Fit, Job
from builder.print.typesetter import Pdf, Typesetter
from tests.conftest import REPO

BIG, MIDDLE, SMALL = SIZES
SITE = addresses.Site("https://made.example.org/plan/")


class Counted:
    """A typesetter that says how many pages a document takes at each fit, and remembers what it was asked."""

    def __init__(self, pages: Mapping[Fit, int]) -> None:
        self.pages = pages
        self.asked: list[Fit | None] = []
        self.codes: list[dict[str, str]] = []
        self.rest: list[Mapping[str, Any]] = []

    def set(self, template: str, data: dict[str, Any], *, qr: dict[str, str]) -> Pdf:
        brief = dict(data["brief"])
        fit = Fit(brief.pop("size"), brief.pop("divided")) if "size" in brief else None
        self.asked.append(fit)
        self.codes.append(qr)
        self.rest.append({**data, "brief": brief})
        return Pdf(f"{template} {fit}".encode(), 7 if fit is None else self.pages[fit])


def job(template: str = "country") -> Job:
    return Job("briefs/varnholm.pdf", template, {"brief": {"title": "Varnholm"}, "paper": "a4"}, "digest", {"https://x/": "<svg/>"})


def placed(counted: Counted, *jobs: Job) -> list[BriefFile]:
    with setting.workers(cast(Typesetter, counted), len(jobs)) as submit:
        return [future.result() for future in [submit(job) for job in jobs]]


@pytest.mark.parametrize(
    ("pages", "asked", "chosen"),
    [
        # One page: nothing to save.
        ({Fit(BIG): 1}, [Fit(BIG)], Fit(BIG)),
        # The smallest size saves a page: the largest that does is taken.
        ({Fit(BIG): 2, Fit(SMALL): 1, Fit(MIDDLE): 1}, [Fit(BIG), Fit(SMALL), Fit(MIDDLE)], Fit(MIDDLE)),
        ({Fit(BIG): 2, Fit(SMALL): 1, Fit(MIDDLE): 2}, [Fit(BIG), Fit(SMALL), Fit(MIDDLE)], Fit(SMALL)),
        ({Fit(BIG): 3, Fit(SMALL): 2, Fit(MIDDLE): 2}, [Fit(BIG), Fit(SMALL), Fit(MIDDLE)], Fit(MIDDLE)),
        # It saves none: the preferred size stays, and the reference part gets a page unless that costs one.
        ({Fit(BIG): 2, Fit(SMALL): 2, Fit(BIG, True): 2}, [Fit(BIG), Fit(SMALL), Fit(BIG, True)], Fit(BIG, True)),
        ({Fit(BIG): 2, Fit(SMALL): 2, Fit(BIG, True): 3}, [Fit(BIG), Fit(SMALL), Fit(BIG, True)], Fit(BIG)),
    ],
)
def test_a_country_brief_is_fitted(pages: dict[Fit, int], asked: list[Fit], chosen: Fit) -> None:
    counted = Counted(pages)
    (file,) = placed(counted, job())
    assert counted.asked == asked
    assert file == BriefFile("briefs/varnholm.pdf", f"country {chosen}".encode(), pages[chosen], "digest", chosen)
    assert file.size == len(file.data)
    assert counted.codes == [{"https://x/": "<svg/>"}] * len(asked)
    assert counted.rest == [{"brief": {"title": "Varnholm"}, "paper": "a4"}] * len(asked)


def test_other_briefs_are_set_as_they_are() -> None:
    counted = Counted({})
    (file,) = placed(counted, job("objective"))
    assert counted.asked == [None]
    assert counted.codes == [{"https://x/": "<svg/>"}]
    assert file == BriefFile("briefs/varnholm.pdf", b"objective None", 7, "digest", Fit(BIG, divided=False))


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_many_briefs_come_back_in_their_order(count: int) -> None:
    """By processes or by threads, each file is that of its job."""
    jobs = [Job(f"briefs/{at}.pdf", "objective", {"brief": {}}, str(at), {}) for at in range(count)]
    assert [(file.path, file.key) for file in placed(Counted({}), *jobs)] == [(one.path, one.key) for one in jobs]


def test_a_worker_process_sets_with_what_it_inherited() -> None:
    for counted in (Counted({}), Counted({Fit(BIG): 1})):
        setting._inherit(cast(Typesetter, counted))
        assert setting._inherited == [counted]
        assert setting._set_inherited(job("objective")).data == b"objective None"
        assert len(counted.asked) == 1
    setting._inherited.clear()


@pytest.mark.parametrize(("count", "threads", "expected"), [(2, 1, "thread"), (3, 1, "process"), (3, 2, "thread")])
def test_processes_only_for_many_briefs_and_before_any_second_thread(
    count: int, threads: int, expected: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    for number in range(threads):
        (tmp_path / "task" / str(number)).mkdir(parents=True)
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
    typesetter = cast(Typesetter, Counted({}))
    one = job()
    with setting.workers(typesetter, count) as submit:
        submit(one)
    if expected == "process":
        ((kind, (workers, context, initializer, given)), submitted, closed) = made
        assert (workers, context.get_start_method(), initializer, given) == (setting.WORKERS, "fork", setting._inherit, (typesetter,))
        assert submitted == ("submitted", (setting._set_inherited, one))
    else:
        ((kind, arguments), submitted, closed) = made
        assert arguments == (setting.WORKERS,)
        assert submitted == ("submitted", (setting._set, one, typesetter))
    assert (kind, closed) == (expected, ("closed", ()))


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
    assert tuple(sorted(SIZES, reverse=True)) == SIZES
    assert 9 <= SIZES[0] <= 11
    assert SIZES[-1] >= 8.5
    wanted, _ = briefs.named(small_strategy, ["VAR"])
    (file,) = briefs.make(wanted, small_strategy, SITE, Typesetter(REPO / "templates/print")).values()
    found = sizes(file.data)
    assert found.most_common(1)[0][0] == pytest.approx(file.fit.size, abs=0.01)
    assert min(found) >= 5.8
    assert sum(count for size, count in found.items() if size < 7) < found.total() / 20
