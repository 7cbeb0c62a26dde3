"use strict";

/* Escape closes the open drawer and returns focus to its toggle. */
(() => {
  const close = (event) => {
    if (event.key !== "Escape") return;
    for (const id of ["__navigation", "__toc"]) {
      const toggle = document.getElementById(id);
      if (!toggle?.checked) continue;
      toggle.checked = false;
      toggle.focus();
    }
  };
  document.addEventListener("keydown", close);
})();
