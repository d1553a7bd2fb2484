// Adds the account up while it is typed. The server does the same when the form is sent; without script nothing is missing.
//
// [data-account-row]        around one adoption's month. Inside it:
//   [data-account="NAME"]   a field: cases, gross, baseline, ai (minutes per case), verify, rework, learn, operate (minutes of the month),
//                           new_task (yes), measurement (a select whose options carry data-minutes="baseline ai verify rework learn operate", per case)
//   [data-redirect]         a field of minutes that went to a category
//   [data-show="NAME"]      gets minutes: gross, overhead, net, freed, redirected, left
//   [data-over]             is shown (its `hidden` is taken off) where more is redirected than was freed
// A row that can't be added up shows – everywhere.
(() => {
  "use strict";

  // In hundredths, which a number per case has at most; null: nothing that can be counted with.
  const hundredths = (text) => {
    const plain = (text || "").normalize("NFKC").replace(/,/g, "").replace(/^[-−▲△]/, "-").trim();
    const parts = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(plain);
    if (!parts) return plain === "" ? 0n : null;
    const count = BigInt(parts[2]) * 100n + BigInt((parts[3] || "").padEnd(2, "0"));
    return parts[1] ? -count : count;
  };

  // Halves away from zero, as the database rounds.
  const rounded = (count) => (count < 0n ? -((-count + 50n) / 100n) : (count + 50n) / 100n);

  const add = (row) => {
    const field = (name) => row.querySelector(`[data-account="${name}"]`);
    const typed = (name) => (field(name) ? field(name).value : "");
    const bad = [];
    const number = (name) => {
      const value = hundredths(typed(name));
      if (value === null) bad.push(name);
      return value === null ? 0n : value;
    };
    const measurement = field("measurement");
    const option = measurement && measurement.selectedOptions ? measurement.selectedOptions[0] : null;
    const measured = option && option.dataset.minutes ? option.dataset.minutes.split(" ").map(hundredths) : null;
    const cases = number("cases") / 100n;
    let gross = 0n;
    let overhead = 0n;
    if (measured) {
      gross = rounded(cases * (measured[0] - measured[1]));
      for (const perCase of measured.slice(2)) overhead += rounded(cases * perCase);
    } else {
      if (typed("gross").trim() !== "") gross = number("gross") / 100n;
      else gross = rounded(cases * ((typed("new_task") === "yes" ? 0n : number("baseline")) - number("ai")));
      for (const name of ["verify", "rework", "learn", "operate"]) overhead += number(name) / 100n;
    }
    let redirected = 0n;
    for (const minutes of row.querySelectorAll("[data-redirect]")) {
      const value = hundredths(minutes.value);
      if (value === null) bad.push(minutes.name);
      else redirected += value / 100n;
    }
    const net = gross - overhead;
    const freed = net > 0n ? net : 0n;
    const figures = { gross, overhead, net, freed, redirected, left: freed - redirected };
    const isEmpty = typed("cases").trim() === "" && typed("gross").trim() === "";
    for (const place of row.querySelectorAll("[data-show]")) {
      place.textContent = bad.length > 0 || isEmpty ? "–" : figures[place.dataset.show].toLocaleString("en");
    }
    for (const place of row.querySelectorAll("[data-over]")) place.hidden = bad.length > 0 || isEmpty || redirected <= freed;
  };

  for (const row of document.querySelectorAll("[data-account-row]")) {
    row.addEventListener("input", () => add(row));
    row.addEventListener("change", () => add(row));
    add(row);
  }
})();
