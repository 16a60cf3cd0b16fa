"use strict";
// From a finding to the place where it is mended: with the focus in it, or with the row that it asks
// for already there.
{
  const desk = (window.desk = window.desk || {});

  /** The field with which `element` is edited: autocompletes hide the select that holds the key. */
  function editable(element) {
    if (element.matches("select.desk-picker")) return desk.comboboxOf(element)?.input ?? element;
    if (element.matches(".select2-hidden-accessible")) {
      return element.parentElement.querySelector(".select2-selection") ?? element;
    }
    if (element.matches("input, select, textarea")) return element;
    const paragraph = element.querySelector('[name$="-claim_paragraph"]');
    return paragraph ?? element.querySelector("input:not([type=hidden]), select, textarea, a");
  }

  function addPartyRow(id, name) {
    const row = desk.attendanceRows().find(
      (one) => !one.isDeleted && one.party?.value === id && !one.leader.value,
    ) ?? desk.blankRow();
    row.party.set({ id, text: name });
    row.changed();
    desk.recount();
    row.field("status").focus();
  }

  function addClaim(field) {
    document.querySelector("#claims-group .add-row a")?.click();
    const all = document.querySelectorAll('#claims-group .inline-related:not(.empty-form) [name$="-field"]');
    const select = all[all.length - 1];
    if (!select) return;
    if (field !== "*") select.value = field;
    const row = select.closest(".inline-related");
    // After the script that goes to the first field of each new row.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => row.querySelector('[name$="-paragraph"]').focus()),
    );
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".desk-completeness a[href^='#']");
    if (!link) return;
    if (link.dataset.party && desk.blankRow && document.querySelector(".desk-grid-live .add-row a")) {
      event.preventDefault();
      addPartyRow(link.dataset.party, link.textContent.split(":")[0].trim());
      return;
    }
    if (link.dataset.claim && document.querySelector("#claims-group .add-row a")) {
      event.preventDefault();
      addClaim(link.dataset.claim);
      return;
    }
    const target = document.getElementById(link.hash.slice(1));
    const field = target && editable(target);
    if (!field) return;
    event.preventDefault();
    target.closest("details")?.setAttribute("open", "");
    field.scrollIntoView({ block: "center" });
    field.focus();
  });
}
