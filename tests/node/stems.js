// The stems of words, as the search of a language makes them: `node stems.js ru` reads words line by line, and writes stems (tests/pages/test_stems.py).
import { readFileSync } from "node:fs";

await import(`../../templates/search/words.${process.argv[2]}.js`);
const { stem } = globalThis.searchLanguages[0];
process.stdout.write(readFileSync(0, "utf-8").split("\n").map(stem).join("\n"));
