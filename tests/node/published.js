// The index of the search as the builder publishes it, of entries that a test makes up (tests/search_part.py).
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The Python of the environment that this Node.js came with. */
const python = () => {
  for (let folder = dirname(process.execPath); folder !== dirname(folder); folder = dirname(folder)) {
    const found = ["bin/python", "Scripts/python.exe"].map((name) => join(folder, name)).find((path) => existsSync(path));
    if (found) return found;
  }
  return "python3";
};

/**
 * The root of an index, and its parts by their keys.
 * @param {object[]} entries as builder/pages/search.py makes them
 * @param {object} kinds
 * @param {string} language
 * @param {object} sizes in bytes: `whole`, `words`, `texts`
 */
export const published = (entries, kinds, language, sizes = {}) => {
  const input = JSON.stringify({ entries, kinds, language, sizes });
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  return JSON.parse(execFileSync(python(), ["-m", "tests.search_part"], { cwd, input, encoding: "utf-8", maxBuffer: 2 ** 28 }));
};
