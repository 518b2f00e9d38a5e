// A classic script in the head, before the stylesheet: the reader's kept choices stand before the first paint.
(function () {
  "use strict";
  var root = document.documentElement;
  root.dataset.script = "";
  try {
    var kept = JSON.parse(localStorage.getItem("display") || "{}");
    if (kept.size === "large" || kept.size === "small") root.dataset.size = kept.size;
    if (kept.elder === true) root.dataset.elder = "";
    if (kept.contrast === true) root.dataset.contrast = "";
  } catch (error) {
    // Storage is forbidden or holds something else: the page stands as it is designed.
  }
})();
