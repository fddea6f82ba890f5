// On the page for addresses that do not exist: the address of the site that is spelled most like the one asked for.
(() => {
  "use strict";
  const place = document.querySelector("[data-suggestion]");
  const base = new URL(document.querySelector(".brand").href);
  const asked = location.pathname.slice(base.pathname.length).toLowerCase().replace(/(index)?(\.html?|\.md|\/)+$/, "");
  const distance = (a, b) => {
    let before = Array.from({ length: b.length + 1 }, (_, at) => at);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] !== b[j - 1]));
      before = row;
    }
    return before[b.length];
  };
  fetch(new URL("sitemap.xml", base)).then((answer) => (answer.ok ? answer.text() : "")).then((text) => {
    // The map names the site by its public address: what all addresses have in common is left out.
    const found = [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1]);
    if (!found.length || !asked) return;
    const stem = found.reduce((a, b) => { let at = 0; while (at < a.length && a[at] === b[at]) at++; return a.slice(0, at); }).replace(/[^/]*$/, "");
    const paths = found.map((address) => address.slice(stem.length).replace(/\/$/, "")).filter(Boolean);
    const near = (path) => Math.min(distance(asked, path), distance(asked.split("/").pop(), path.split("/").pop()) + 0.5);
    const best = paths.map((path) => [near(path), path]).sort((a, b) => a[0] - b[0])[0];
    if (!best || best[0] > Math.max(2, asked.length / 3)) return;
    const link = place.querySelector("a");
    link.href = new URL(`${best[1]}/`, base).href;
    link.textContent = best[1];
    place.hidden = false;
  }).catch(() => {});
})();
