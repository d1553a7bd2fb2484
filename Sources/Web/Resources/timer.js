// Puts a start and stop beside each field of minutes. The page works without it: minutes are typed then.
(() => {
  "use strict";
  const form = document.querySelector("form.timer");
  const words = form && form.querySelector("[data-words]").dataset;
  if (!form) return;
  const watches = [...form.querySelectorAll(".measure")].map((measure) => {
    const field = measure.querySelector("input");
    const button = document.createElement("button");
    button.type = "button";
    const watch = { field, button, since: null, before: 0, clock: null };
    const shown = () => watch.before + (watch.since === null ? 0 : Date.now() - watch.since);
    const say = () => {
      const seconds = Math.floor(shown() / 1000);
      const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      button.textContent = watch.since === null ? (watch.before > 0 ? words.on : words.start) : `${words.stop} ${time}`;
      button.classList.toggle("running", watch.since !== null);
    };
    watch.stop = () => {
      if (watch.since === null) return;
      watch.before = shown();
      watch.since = null;
      clearInterval(watch.clock);
      field.value = (Math.max(1, Math.round(watch.before / 600)) / 100).toFixed(2);
      form.elements.timed.value = "yes";
      say();
    };
    button.addEventListener("click", () => {
      if (watch.since !== null) return watch.stop();
      // One thing is done at a time.
      watches.forEach((other) => other.stop());
      watch.since = Date.now();
      watch.clock = setInterval(say, 1000);
      say();
    });
    // What is typed by hand is what counts.
    field.addEventListener("input", () => { watch.before = 0; form.elements.timed.value = ""; say(); });
    say();
    measure.append(button);
    return watch;
  });
  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (isSent) return event.preventDefault();
    watches.forEach((watch) => watch.stop());
    isSent = true;
  });
  addEventListener("pageshow", () => { isSent = false; });
})();
