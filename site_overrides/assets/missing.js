// On the page for addresses that do not exist: the address of the site that is spelled most like the one asked for.
// A module, since only a server shows that page (the other scripts: see app.js).

/**
 * How many letters have to be changed, added or taken away (Levenshtein).
 * @param {string} a
 * @param {string} b
 */
export const distance = (a, b) => {
  let before = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + Number(a[i - 1] !== b[j - 1]));
    before = row;
  }
  return before[b.length];
};

/**
 * What was asked for, without what addresses end in elsewhere.
 * @param {string} path
 */
export const asked = (path) => path.toLowerCase().replace(/(\/?index)?(\.html?|\.md|\/)+$/, "");

/**
 * The paths of a site's map, which names the site by its public address: what all addresses have in common is left out.
 * @param {string} map the text of sitemap.xml
 */
export const paths = (map) => {
  const found = [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1]);
  if (!found.length) return [];
  const [first, last] = [found.reduce((a, b) => (a < b ? a : b)), found.reduce((a, b) => (a > b ? a : b))];
  let same = 0;
  while (same < first.length && first[same] === last[same]) same += 1;
  const stem = first.slice(0, same).replace(/[^/]*$/, "");
  return found.map((address) => address.slice(stem.length).replace(/\/$/, "")).filter(Boolean);
};

/**
 * The path that is spelled most like the one wanted, as a whole or in its last part; none if all are too far.
 * @param {string} wanted
 * @param {string[]} all
 */
export const nearest = (wanted, all) => {
  const last = (/** @type {string} */ path) => path.slice(path.lastIndexOf("/") + 1);
  const far = (/** @type {string} */ path) => Math.min(distance(wanted, path), distance(last(wanted), last(path)) + 0.5);
  const best = all.map((path) => ({ path, far: far(path) })).sort((a, b) => a.far - b.far)[0];
  return wanted && best && best.far <= Math.max(2, wanted.length / 3) ? best.path : null;
};

/**
 * Shows the suggestion.
 * @param {HTMLElement} place what is hidden until there is one
 * @param {URL} base the address of the site
 */
export const suggest = async (place, base) => {
  const answer = await fetch(new URL("sitemap.xml", base));
  const path = answer.ok ? nearest(asked(location.pathname.slice(base.pathname.length)), paths(await answer.text())) : null;
  const link = place.querySelector("a");
  if (path === null || !link) return;
  link.href = new URL(`${path}/`, base).href;
  link.textContent = path;
  place.hidden = false;
};
