/* Comfort only: every page works without this file. */
(() => {
  "use strict";
  document.documentElement.classList.add("has-script");

  // Filters marked data-auto send themselves when a choice changes.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto]");
    if (form && !form.hasAttribute("hx-get")) form.requestSubmit();
  });

  // Charts: one tooltip, shown on hover and on focus; arrow keys walk along the points.
  let tip;
  const hide = () => { if (tip) { tip.remove(); tip = undefined; } };
  const show = (point) => {
    const box = point.closest(".chart__drawing");
    if (!box) return;
    hide();
    tip = document.createElement("div");
    tip.className = "chart-tip";
    tip.textContent = point.dataset.l;
    tip.setAttribute("aria-hidden", "true");
    box.append(tip);
    const frame = box.getBoundingClientRect();
    const spot = point.getBoundingClientRect();
    const left = spot.left + spot.width / 2 - frame.left - tip.offsetWidth / 2;
    const above = spot.top - frame.top - tip.offsetHeight - 8;
    tip.style.left = `${Math.max(0, Math.min(left, frame.width - tip.offsetWidth))}px`;
    tip.style.top = `${above < 0 ? spot.bottom - frame.top + 8 : above}px`;
  };
  const pointOf = (event) => event.target instanceof Element && event.target.closest(".pt");
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => { const point = pointOf(event); if (point) show(point); });
  }
  for (const kind of ["pointerout", "focusout"]) {
    document.addEventListener(kind, (event) => { if (pointOf(event)) hide(); });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
    const point = pointOf(event);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!point || !step) return;
    const points = [...point.closest("svg").querySelectorAll(".pt")];
    const next = points[points.indexOf(point) + step];
    if (!next) return;
    event.preventDefault();
    point.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });
})();
