"""axe-core on an open page: what it finds, with the colours of each way in which text is set looked at once.

Colours (of texts, and of links within them) take axe nine tenths of its time, and what it finds follows from few values: the colour
and size of a text, and what is painted behind it. So of texts that have them alike, in the same light and window, axe looks at one,
and at all of them if it cannot judge that one. A text that something else lies over or under is always looked at.
"""

from __future__ import annotations

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
async ([chosen, known]) => {
    const plain = { preload: false, selectors: false, xpath: false };
    const said = results => results.violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 200)}`));
    const rules = { "color-contrast": { enabled: false }, "link-in-text-block": { enabled: false } };
    const whole = { runOnly: chosen, rules, resultTypes: ["violations"], elementRef: false, ...plain };
    const found = chosen ? said(await axe.run(document, whole)) : [];

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
    const judged = new Set(known), names = {}, kinds = new Map();
    for (const [rule, way] of Object.entries(ways)) {
        axe.configure({ rules: [{ id: rule, selector: `[data-look-at~=${rule}]` }] });
        names[rule] = new Map();
        for (const [at, element] of all.entries()) {
            const text = way(element);
            if (!text) continue;
            const name = `${rule} ${covered(element, element.getBoundingClientRect()) ? `${location.pathname} ${at} ` : ""}${text}`;
            names[rule].set(element, name);
            if (!kinds.has(name)) kinds.set(name, [rule]);
            kinds.get(name).push(element);
        }
    }
    const options = { runOnly: { type: "rule", values: Object.keys(ways) }, resultTypes: ["violations", "passes"], elementRef: true, ...plain };
    for (const part of [[0, 1], [1]]) {
        const left = [...kinds].filter(([name]) => !judged.has(name)).map(([, [rule, ...elements]]) => [rule, elements.slice(...part)]);
        const marked = left.flatMap(([rule, elements]) => elements.map(element => [rule, element]));
        if (!marked.length) continue;
        for (const [rule, element] of marked) element.dataset.lookAt = `${element.dataset.lookAt ?? ""} ${rule}`;
        const results = await axe.run(document, options);
        for (const [, element] of marked) delete element.dataset.lookAt;
        found.push(...said(results));
        for (const { id, nodes } of [...results.passes, ...results.violations]) for (const node of nodes) judged.add(names[id].get(node.element));
    }
    return [found, [...judged].slice(known.length)];
}
"""


def found(page: Any, rules: dict[str, Any] | None, known: list[str] | None = None) -> list[str]:
    """What axe finds on a page that has run `SOURCE`, by some rules and those on colours: each rule with the element that breaks it.

    `known` holds the ways of setting text that were looked at in the same light and window, and gets those of this page.
    """
    known = [] if known is None else known
    told, fresh = page.evaluate(_RUN, [rules, known])
    known += fresh
    return list(told)
