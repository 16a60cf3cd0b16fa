"use strict";
// The autocompletes of Django's admin name themselves by what is chosen in them, so that an empty one
// has no name at all for a screen reader. Each gets that of its label.
{
  function name(select) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const shown = select.nextElementSibling?.querySelector(".select2-selection");
    const chosen = shown?.querySelector(".select2-selection__rendered");
    const words = label?.textContent.trim().replace(/:$/, "");
    if (!shown || !words) return;
    // Of several choices the field that searches is the one that is reached.
    const reached = shown.querySelector(".select2-search__field");
    if (reached) reached.setAttribute("aria-label", words);
    shown.removeAttribute("aria-labelledby");
    const said = () => {
      const text = chosen?.getAttribute("title") ?? "";
      shown.setAttribute("aria-label", text ? `${words}: ${text}` : words);
      if (chosen?.matches("ul")) {
        // A button stands among the choices, which no list may have.
        [chosen, ...chosen.children].forEach((part) => part.setAttribute("role", "presentation"));
      } else if (chosen?.hasAttribute("role")) chosen.setAttribute("aria-label", words);
    };
    said();
    django.jQuery(select).on("change", () => requestAnimationFrame(said));
  }

  const nameAll = (root) => root.querySelectorAll("select.select2-hidden-accessible").forEach(name);
  django.jQuery(() => requestAnimationFrame(() => nameAll(document)));
  document.addEventListener("formset:added", (event) =>
    requestAnimationFrame(() => nameAll(event.target)),
  );
}
