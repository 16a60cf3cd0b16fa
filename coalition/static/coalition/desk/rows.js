// A row that was added is the one to fill in next: go there, so that a list of names can be typed
// without reaching for the mouse.
document.addEventListener("formset:added", (event) => {
  const row = event.target;
  if (!row.closest(".desk-rows")) return;
  // Once the autocompletes of the row have been set up.
  requestAnimationFrame(() => {
    const first = row.querySelector(
      ".select2-selection, input:not([type=hidden]), select:not(.select2-hidden-accessible)",
    );
    if (first) first.focus();
  });
});
