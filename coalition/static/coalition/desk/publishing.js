// Whoever gives a date or a time means "at a time": choose that for them. The page works without
// this; it then asks which of the two is meant.
const later = document.querySelector('input[name="when"][value="later"]');
for (const field of document.querySelectorAll('input[name="day"], input[name="clock"]')) {
  field.addEventListener("input", () => {
    if (later && field.value) later.checked = true;
  });
}
