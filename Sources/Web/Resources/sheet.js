// Helps to fill in a monthly sheet: moves by Enter and arrows, keeps what was typed in this tab, measures how long it took. The page works without it.
(() => {
  "use strict";
  const form = document.querySelector("form.sheet");
  if (!form) return;
  const rows = [...form.querySelectorAll("fieldset.sheet-row")];

  // From the first key to saving, over as many tries as it takes; shown on the next page and kept nowhere.
  const before = Number(form.elements.took.value) || 0;
  let began = null;
  let isDirty = false;
  let isSent = false;
  const key = `sheet ${form.dataset.draft}`;
  const fields = () => [...form.elements].filter((field) => field.dataset.column);
  form.addEventListener("input", () => {
    began ??= Date.now();
    isDirty = true;
    sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(fields().map((field) => [field.name, field.value]))));
  });
  form.addEventListener("submit", (event) => {
    if (isSent) return event.preventDefault();
    isSent = true;
    if (began !== null) form.elements.took.value = String(before + Math.max(1, Math.round((Date.now() - began) / 1000)));
  });
  // The browser's own page of before, as it was left.
  addEventListener("pageshow", () => { isSent = false; });
  addEventListener("beforeunload", (event) => { if (isDirty && !isSent) event.preventDefault(); });

  const step = (field, by) => {
    const open = [...form.querySelectorAll("input:not([type=hidden]), textarea, select, button")].filter((other) => other.offsetParent !== null);
    const next = open[open.indexOf(field) + by];
    if (next) next.focus();
    if (next && next.select) next.select();
  };
  form.addEventListener("keydown", (event) => {
    const field = event.target;
    // While a word is being converted, Enter and arrows are the input method's.
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); return; }
    if (field.tagName !== "INPUT" || field.type === "checkbox") return;
    if (event.key === "Enter") { event.preventDefault(); step(field, event.shiftKey ? -1 : 1); return; }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const beside = rows[rows.indexOf(field.closest("fieldset.sheet-row")) + (event.key === "ArrowDown" ? 1 : -1)];
    const other = beside && beside.querySelector(`[data-column="${field.dataset.column}"]`);
    if (other) { event.preventDefault(); other.focus(); other.select(); }
  });

  // What was typed in this tab and not saved, as when the session had ended.
  if (new URLSearchParams(location.search).has("saved")) sessionStorage.removeItem(key);
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  const offer = form.querySelector("[data-offer]");
  if (kept && fields().some((field) => field.name in kept && kept[field.name] !== field.value)) {
    offer.hidden = false;
    offer.querySelector("[data-take]").addEventListener("click", () => {
      for (const field of fields()) if (field.name in kept) field.value = kept[field.name];
      // Sums follow.
      for (const row of rows) row.dispatchEvent(new Event("input"));
      isDirty = true;
      offer.hidden = true;
    });
    offer.querySelector("[data-leave]").addEventListener("click", () => { sessionStorage.removeItem(key); offer.hidden = true; });
  }
})();
