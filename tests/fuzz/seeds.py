"""Sound input, for mistakes to be made in: a content folder with an entry of each kind, tables, settings, documents, a published state."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path

from builder import exports, reading
from builder.content import catalogues
from builder.content.addresses import Site
from builder.exports.context import Context
from builder.fonts import FONTS
from builder.pages import catalogue
from builder.resources import PACKAGED
from builder.tools import translate
from tests import pseudo
from tests.conftest import SMALL

LOOK = """\
look:
  colours: {accent: "#0b5d63", cover: "#0b3c49"}
  logo: {file: pictures/logo.svg, text: COB}
  footer:
    text: The *Commission*, [Varnholm][VAR].
    links:
      - {title: Imprint, address: "https://ostra.example.org/imprint"}
"""
MORE = {
    "pictures/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="0 0 40 40"><path fill="#0b5d63" d="M0 0h40v40H0z"/></svg>\n',
    "pages/imprint.md": "---\ntitle: Imprint\norder: 1\ndescription: Who makes this.\n---\nThe Commission, [Varnholm][VAR].\n\n## Address\n\nOstra Quay 1.\n",
    "indicators.yml": """\
- id: IND-WELLS
  title: Wells that are safe
  belongs_to: AIM1
  unit: per cent
  baseline: {value: 46.50, date: 2030}
  target: {value: 90, date: 2034-06-30}
  values:
    - {value: 58, date: 2031, qualifier: about}
    - {value: 51, date: 2031, disaggregation: [{dimension: place, category: North}]}
  source: {section: Aim 1, lines: "21"}
""",
    f"translations/{pseudo.LANGUAGE}.terms.yml": f"- term: weir\n  translation: {pseudo.spoken('weir')}\n",
}
"""What the small strategy leaves out, and folders may hold."""


@cache
def small() -> dict[str, str]:
    """The files of the small strategy."""
    return {path.relative_to(SMALL / "content").as_posix(): path.read_text("utf-8") for path in sorted((SMALL / "content").rglob("*")) if path.is_file()}


@cache
def whole() -> dict[str, str]:
    """The same with all that a folder may hold: indicators, pages, a look with a picture, a translation with its terms."""
    files = {**small(), **MORE, "strategy.yml": small()["strategy.yml"] + LOOK}
    with tempfile.TemporaryDirectory() as name:
        content = Path(name, "content")
        for file, text in files.items():
            path = content / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        corpus = reading.corpus(content)
        spoken = translate.updated(corpus, pseudo.LANGUAGE, pseudo.content(corpus))
    return {**files, f"{catalogues.FOLDER}/{pseudo.LANGUAGE}{catalogues.SUFFIX}": spoken}


@cache
def published() -> str:
    """An entry of each kind of the small strategy, as it is published for programs."""
    model = reading.read(SMALL / "content")
    pages = tuple(page.path for page in catalogue.pages(model))
    context = Context(model, Site("https://ostra.example.org/plan/"), pages, PACKAGED / "permalinks", {}, dict.fromkeys(pages, ""), {}, FONTS)
    strategy = json.loads(next(export for export in exports.EXPORTS if export.path == "api/strategy.json").make(context))
    return json.dumps({**strategy, "content": {kind: entries[:1] for kind, entries in strategy["content"].items()}}, indent=1)


TABLES = {
    "countries.csv": "name;alpha2;Region\nVarnholm;VH;North\nÖdland;OD;South\n",
    "objectives.csv": "number,title,area\n1,Clean water for all,Water\n2,Free trade,Trade\n",
    "activities.csv": 'objective,heading,text,about\n1,On the bank,"Dig wells [x], *many*",VH\n1,On the bank,1. Mend it,\n',
    "figures.csv": 'label,value,unit,year,countries,group\nSafe wells,46.50,per cent,2030,Varnholm; Ödland,Water\nBoats,"1,200",boats,,,\n',
    "indicators.csv": "id,title,belongs_to,unit,baseline.value,baseline.date,target.value,target.date\nIND-A,Wells,1,per cent,46.50,2030,90,2034\n",
    "indicator_values.csv": "indicator,value,date\nIND-A,58,2031\n",
}
"""Tables that a strategy can be made from."""

SETTINGS = """\
INHERIT: base.yml
site_name: Small
site_url: !ENV [SITE_URL, "https://ostra.example.org/plan/"]
docs_dir: content
theme:
  name: strategy
  palette: {primary: teal}
plugins:
  - strategy:
      docs: build/docs
  - search
extra:
  edit_base: "https://ostra.example.org/edit/"
  social: [{link: "https://example.org"}]
nav: [index.md, {About: about.md}]
"""
"""Settings of the publisher, with some that have no effect."""

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
DOCUMENTS = (
    f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>See AIM1 and </w:t></w:r><w:hyperlink/></w:p></w:body></w:document>',
    f'<office:document-content xmlns:office="{_OFFICE}" xmlns:text="{_TEXT}"><text:p>AIM1<text:s text:c="3"/></text:p></office:document-content>',
    '<container><rootfile full-path="b.opf"/></container>',
    '<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>',
    "<html><a href='https://ostra.example.org/plan/id/aim1/'>AIM1 &amp; [KF-BOATS][]</a><!-- --><script>AIM9</script></html>",
)
"""Documents, and parts of packed ones."""
