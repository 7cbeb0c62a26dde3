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

/* A table that scrolls can be reached with the Tab key, which Safari does not do by itself. */
(() => {
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const box of document.querySelectorAll(".table-wrapper")) sizes.observe(box);
})();
