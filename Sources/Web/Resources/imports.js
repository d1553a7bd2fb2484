// Files can be dropped onto the form, and a page shows how far the work is: without this script the same pages are reached by their links.
"use strict";

for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]");
  zone.querySelector("[data-drop-hint]").hidden = false;
  const mark = (on) => (event) => {
    event.preventDefault();
    zone.classList.toggle("over", on);
  };
  for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, mark(true));
  for (const name of ["dragleave", "drop"]) zone.addEventListener(name, mark(false));
  zone.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length === 0) return;
    input.files = event.dataTransfer.files;
    input.focus();
  });
}

const work = document.querySelector("[data-progress]");
if (work) {
  const bar = work.querySelector("progress");
  const look = async () => {
    const answer = await fetch(work.dataset.progress, { headers: { accept: "text/plain" } });
    const [state, share] = (await answer.text()).trim().split(" ");
    if (!answer.ok || state !== work.dataset.state) return location.reload();
    bar.value = Number(share);
    setTimeout(look, 1000);
  };
  setTimeout(look, 700);
}
