"""One build in a process of its own, for `benchmarks/run.py`: prints the seconds of each stage and the peak memory, as JSON.

Usage: python -m benchmarks.measure CONTENT WORK, where WORK keeps the docs folder and the site between builds.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    content, work = Path(sys.argv[1]), Path(sys.argv[2])
    started = time.perf_counter()
    from builder import pipeline
    from builder.print import briefs
    from builder.publish import mkdocs
    from builder.settings import Settings

    setting: list[float] = []
    set_briefs = briefs.make

    def timed(*arguments: Any, **options: Any) -> Any:
        begun = time.perf_counter()
        try:
            return set_briefs(*arguments, **options)
        finally:
            setting.append(time.perf_counter() - begun)

    pipeline.briefs.make = timed
    config = ROOT / "mkdocs.yml"
    settings = Settings(content=content, docs=work / "build" / "docs", base_url=mkdocs.site_url(config), config_file=config)
    loaded = time.perf_counter()
    docs = pipeline.make(settings)
    changes = pipeline.write(docs, settings)
    made = time.perf_counter()
    pages = mkdocs.publish(settings, work / "site")
    done = time.perf_counter()
    print(
        json.dumps(
            {
                "start": loaded - started,
                "builder": made - loaded - sum(setting),
                "briefs": sum(setting),
                "publisher": done - made,
                "total": done - started,
                "pages": pages,
                "written": changes.written,
                "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
            }
        )
    )


if __name__ == "__main__":
    main()
