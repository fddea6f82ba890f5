"""The notes of a release: what changed, the digest of each file, and how anybody checks them."""

from __future__ import annotations

import re
import zlib

CHECK = """\
## To check it

| file | SHA-256 |
|:--|:--|
{files}

`gh attestation verify FILE --repo {repository}` tells whether a file was built here, by the workflow of this version.
`provenance.intoto.jsonl` holds the same for those without a network.
`sbom.cdx.json` lists what is installed with this version and what lies in it (CycloneDX).

The site of the strategy in `{content}/`, built by this version, is the same byte for byte wherever it is built, if it is compressed by zlib as here ({zlib}).
`make reproducible` says of this tag:

```text
site sha256:{digest}
```
"""


def section(changelog: str, version: str) -> str:
    """What the changelog says of a version; raises ValueError with what to do if it says nothing."""
    found = re.search(rf"(?ms)^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d\n(.*?)(?=^## |\Z)", changelog)
    if not found or not found[1].strip():
        raise ValueError(f"CHANGELOG.md says nothing of '## [{version}] - YEAR-MONTH-DAY': give what is under [Unreleased] this heading")
    return found[1].strip()


def notes(changes: str, files: dict[str, str], digest: str, *, content: str, repository: str) -> str:
    """The notes, from what changed, the SHA-256 digest of each file by its name, and that of the site, which was built here."""
    rows = "\n".join(f"| `{name}` | `{value}` |" for name, value in sorted(files.items()))
    return f"{changes}\n\n" + CHECK.format(files=rows, digest=digest, content=content, repository=repository, zlib=zlib.ZLIB_RUNTIME_VERSION)
