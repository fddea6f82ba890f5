// Leads on at once, and takes the query and the fragment of the address along, which a refresh would lose.
(function () {
  "use strict";
  var anchor = decodeURIComponent(location.hash.slice(1));
  var entry = anchor && document.getElementById(anchor);
  var target = entry && entry.href && entry.id !== "target" ? entry : document.getElementById("target");
  if (!target) return;
  var url = new URL(target.href);
  if (target !== entry && location.hash) url.hash = location.hash;
  if (location.search) url.search = location.search;
  location.replace(url.href);
})();
