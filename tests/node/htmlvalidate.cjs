// The settings of html-validate: its recommended rules, which include the content models of the HTML standard.
module.exports = {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    "doctype-style": "off", // HTML knows no case here
    "long-title": "off", // a title says what the page is and on which site, however long their names
    "no-inline-style": "off", // a tile's place on the map comes from the content
    "no-trailing-whitespace": "off", // of no consequence
    "tel-non-breaking": ["error", { ignoreClasses: ["nobr"] }], // the style sheet keeps them on a line, and they are copied as printed
    "prefer-native-element": ["error", { exclude: ["listbox"] }], // search results are links, which no <select> can hold
  },
};
