// One dialect for the scripts of the site and their tests: ESLint's recommended rules, and what makes two authors write alike.
// Run from the root of the repository by `make check`.
import js from "@eslint/js";
import stylistic from "@stylistic/eslint-plugin";
import globals from "globals";

const dialect = {
  "arrow-body-style": "error",
  "complexity": ["error", 10],
  "curly": ["error", "multi-line"],
  "eqeqeq": "error",
  "func-style": "error", // const name = () => …
  "max-lines": ["error", 250],
  "max-lines-per-function": ["error", 60],
  "no-else-return": "error",
  "no-implicit-coercion": "error",
  "no-implicit-globals": ["error", { lexicalBindings: true }],
  "no-nested-ternary": "error",
  "no-param-reassign": "error",
  "no-plusplus": "error",
  "no-shadow": "error",
  "no-use-before-define": "error",
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-arrow-callback": "error",
  "prefer-const": "error",
  "prefer-object-has-own": "error",
  "prefer-template": "error",
  "strict": ["error", "function"],
  "@stylistic/arrow-parens": "error",
  "@stylistic/comma-dangle": ["error", "always-multiline"],
  "@stylistic/indent": ["error", 2],
  "@stylistic/max-len": ["error", 160],
  "@stylistic/no-trailing-spaces": "error",
  "@stylistic/quotes": ["error", "double"],
  "@stylistic/semi": "error",
};
const MODULES = ["site_overrides/assets/missing.js", "tests/node/*.js"];

export default [
  { ignores: ["templates/search/vendor/"] },
  js.configs.recommended,
  { plugins: { "@stylistic": stylistic }, rules: dialect, linterOptions: { reportUnusedDisableDirectives: "error" } },
  { files: ["site_overrides/assets/*.js", "templates/search/*.js"], ignores: MODULES, languageOptions: { sourceType: "script", globals: globals.browser } },
  { files: ["site_overrides/assets/missing.js"], languageOptions: { sourceType: "module", globals: globals.browser }, rules: { strict: "off" } },
  { files: ["tests/node/*.js"], languageOptions: { sourceType: "module", globals: globals.node }, rules: { strict: "off" } },
];
