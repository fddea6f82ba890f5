// What the style sheets of the site keep to: spaces are tokens, layers decide what wins. Run from the root of the repository by `make check`.
const TOKEN = "(?:0|auto|var\\(--[\\w-]+\\)|calc\\([^()]*(?:var\\(--[\\w-]+\\)[^()]*)+\\)|clamp\\((?:var\\(--[\\w-]+\\)|[\\d.]+vw|[, ])+\\))";
const SPACES = [new RegExp(`^${TOKEN}(?: ${TOKEN})*$`)];

export default {
  extends: "stylelint-config-recommended",
  reportDescriptionlessDisables: true,
  reportNeedlessDisables: true,
  rules: {
    "color-no-hex": true,
    "declaration-no-important": true,
    "declaration-property-value-allowed-list": { "/^(margin|padding)/": SPACES, "/gap$/": SPACES },
    "no-descending-specificity": null, // which the layers are for; within one, states of a thing stand together
  },
  overrides: [
    { files: ["**/tokens.css"], rules: { "color-no-hex": null } },
  ],
};
