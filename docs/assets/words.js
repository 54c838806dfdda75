// Notes beside numbers and terms, which CSS opens: Escape shuts them, a first tap opens one.
const OPEN = ".d-noted:is(:hover, :focus-within)";
let tapped;
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const note of document.querySelectorAll(OPEN)) note.dataset.shut = "";
});
for (const arriving of ["pointerover", "focusin"]) {
  document.addEventListener(arriving, (event) => {
    const note = event.target.closest(".d-noted");
    if (note && !note.contains(event.relatedTarget)) delete note.dataset.shut;
  });
}
document.addEventListener("pointerdown", (event) => {
  const note = event.target.closest(".d-noted");
  const open = document.activeElement?.closest(".d-noted");
  if (open && open !== note) document.activeElement.blur();
  tapped = event.pointerType === "touch" && open !== note ? note : null;
});
document.addEventListener("click", (event) => {
  const link = tapped && event.target.closest(".d-noted > a");
  if (link && tapped.contains(link)) {
    event.preventDefault();
    link.focus();
  }
  tapped = null;
});

// A text that is there to be pasted elsewhere.
for (const button of document.querySelectorAll("button[data-copies]")) {
  const text = document.getElementById(button.dataset.copies);
  button.hidden = false;
  button.addEventListener("click", async () => {
    getSelection().selectAllChildren(text);
    const copied = await navigator.clipboard?.writeText(text.textContent).then(() => true, () => false);
    button.nextElementSibling.textContent = copied ? "Copied." : "Selected.";
  });
}

// The day on which a reader who cites a page has read it, as both styles write it.
for (const day of document.querySelectorAll("[data-accessed]")) {
  day.textContent = new Date().toLocaleDateString("en-US", { dateStyle: "long" });
}
