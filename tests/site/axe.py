"""axe-core on an open page: what it finds, with the colours of each way in which text is set looked at once.

Colours (of texts, and of links within them) take axe nine tenths of its time, and what it finds follows from few values: the colour
and size of a text, and what is painted behind it. So of texts that have them alike, in the same light and window, axe looks at one,
and at all of them if it cannot judge that one. A text that something else lies over or under is always looked at.

Every run of axe weighs the whole page first, so rules and colours share one as far as they can.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python

_REMEMBER = """
;(() => {
    const parsed = new Map();
    const { prototype } = axe.commons.color.Color;
    const parse = prototype.parseString;
    prototype.parseString = function (text) {
        if (!parsed.has(text)) parsed.set(text, parse.call(new axe.commons.color.Color(), text));
        const { r, g, b, alpha } = parsed.get(text);
        return Object.assign(this, { r, g, b, alpha });
    };
})();
"""
"""axe reads the same few colours some thousand times a page, and is slow at it."""
SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8") + _REMEMBER
"""What a page needs to have run before `found`."""
STANDARD = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
EVERYTHING = {"type": "tag", "values": list(STANDARD)}
LAYOUT = {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "region", "aria-hidden-focus", "landmark-unique"]}
"""What can differ between a wide window and a narrow one, besides colours, which are always looked at."""
ALL_LAID_OUT = "* { content-visibility: visible !important }"
"""Style that lays out at once what a page leaves until the reader comes near."""

_RUN = """
async ([chosen, judged, unclear, paper]) => {
    const known = new Set(judged), doubtful = new Set(unclear);
    const paint = new Map([[null, ""]]);
    const behind = element => {
        if (!paint.has(element)) {
            const style = getComputedStyle(element);
            const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode, style.clip, style.clipPath].join();
            paint.set(element, behind(element.parentElement) + (own === "rgba(0, 0, 0, 0),none,1,none,normal,auto,none" ? "" : `${own};`));
        }
        return paint.get(element);
    };
    const all = [...document.body.querySelectorAll("*")].filter(element => element.checkVisibility({ visibilityProperty: true }));
    const placed = all.filter(element => getComputedStyle(element).position !== "static").map(element => [element, element.getBoundingClientRect()]);
    const covered = (element, box) => placed.some(([other, over]) => over.left < box.right && over.right > box.left && over.top < box.bottom
        && over.bottom > box.top && !other.contains(element) && !element.contains(other));
    const look = element => {
        const style = getComputedStyle(element);
        const off = [element.matches(":disabled, [aria-disabled=true] *, :disabled *"), element.closest("label")?.control?.disabled ?? false];
        return [style.color, style.fontSize, style.fontWeight, style.fontStyle, style.textShadow, style.display, ...off, behind(element)].join();
    };
    const holdsText = element => element.matches("input, select, textarea, button")
        || [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const drawn = ({ textDecorationLine, borderBottomStyle, borderBottomWidth }) => [textDecorationLine, borderBottomStyle, borderBottomWidth];
    const ways = {
        "color-contrast": element => holdsText(element) && look(element),
        "link-in-text-block": element => element.matches("a[href]") && [look(element), ...drawn(getComputedStyle(element)), look(element.parentElement)].join(),
    };
    const names = {}, kinds = new Map(), alone = new Set();
    for (const [rule, way] of Object.entries(ways)) {
        axe.configure({ rules: [{ id: rule, selector: `[data-look-at~=${rule}]` }] });
        names[rule] = new Map();
        for (const [at, element] of all.entries()) {
            const text = way(element);
            if (!text) continue;
            const over = covered(element, element.getBoundingClientRect());
            const name = `${rule} ${over ? `${location.pathname} ${at} ` : ""}${text}`;
            names[rule].set(element, name);
            if (over) alone.add(name);
            if (!kinds.has(name)) kinds.set(name, [rule]);
            kinds.get(name).push(element);
        }
    }

    const ground = getComputedStyle(document.body).backgroundColor;
    const found = paper && ground !== paper ? [`not on ${paper}, but on ${ground}`] : [], fresh = [];
    const run = async (rules, part) => {
        const marked = [...kinds].flatMap(([name, [rule, ...elements]]) => known.has(name) ? [] : part(name, elements).map(element => [rule, element]));
        if (!marked.length && !rules) return;
        for (const [rule, element] of marked) element.dataset.lookAt = `${element.dataset.lookAt ?? ""} ${rule}`;
        const colours = Object.keys(ways);
        const runOnly = rules?.type === "tag" ? rules : { type: "rule", values: [...rules?.values ?? [], ...colours] };
        const plain = { preload: false, selectors: false, xpath: false, elementRef: true, resultTypes: ["violations", "passes"] };
        const { violations, passes } = await axe.run(document, { runOnly, ...plain });
        for (const [, element] of marked) delete element.dataset.lookAt;
        const html = node => node.html.replace(/ data-look-at="[^"]*"/, "").slice(0, 200);
        found.push(...violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${html(node)}`)));
        for (const { id, nodes } of [...passes, ...violations]) for (const node of colours.includes(id) ? nodes : []) {
            const name = names[id].get(node.element);
            if (!known.has(name)) fresh.push(name);
            known.add(name);
        }
    };
    await run(chosen, (name, elements) => doubtful.has(name) ? elements : elements.slice(0, 1));
    await run(null, (name, elements) => doubtful.has(name) ? [] : elements.slice(1));
    return [found, fresh, [...kinds.keys()].filter(name => !known.has(name) && !doubtful.has(name) && !alone.has(name))];
}
"""


@dataclass(frozen=True)
class Known:
    """The ways of setting text that were looked at in one light and window."""

    judged: list[str] = field(default_factory=list)
    """Those that axe has judged."""
    unclear: list[str] = field(default_factory=list)
    """Those of which it has judged no text so far: the next page has all of them looked at at once."""


def found(page: Any, rules: dict[str, Any] | None, known: Known | None = None, paper: str = "") -> list[str]:
    """What axe finds on a page that has run `SOURCE`, by some rules and those on colours: each rule with the element that breaks it.

    `known` gets the ways of setting text of this page. With `paper`, a page whose ground has another colour is a fault too.
    """
    known = known or Known()
    told, judged, unclear = page.evaluate(_RUN, [rules, known.judged, known.unclear, paper])
    known.judged.extend(judged)
    known.unclear.extend(unclear)
    return list(told)
