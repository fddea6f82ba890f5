{# Leads on at once, and takes the query and the fragment of the address along, which a refresh would lose.
   It stands in the page, so that who follows a permanent link waits for no request more. What is no address that anything has is taken along as it is. #}
(function () {
  "use strict";
  var anchor = "";
  try {
    anchor = decodeURIComponent(location.hash.slice(1));
  } catch (error) {}
  var entry = anchor && document.getElementById(anchor);
  var target = entry && entry.href && entry.id !== "target" ? entry : document.getElementById("target");
  if (!target) return;
  var url = new URL(target.href);
  if (target !== entry && location.hash) url.hash = location.hash;
  if (location.search) url.search = location.search;
  location.replace(url.href);
})();
