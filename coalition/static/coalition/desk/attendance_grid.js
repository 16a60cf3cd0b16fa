"use strict";
// The attendance grid as a whole: from row to row by Enter, and nothing half typed is saved.
{
  const desk = (window.desk = window.desk || {});
  const PLANNED = ["tentative", "confirmed"];
  let isFilling = false;

  /** The row after `row`, or a new one. */
  function rowAfter(row) {
    const all = desk.attendanceRows();
    return all[all.indexOf(row) + 1] ?? desk.addRow();
  }

  /** A new row at the end, as Django's own "Add another" makes it. */
  desk.addRow = () => {
    isFilling = true;
    document.querySelector(".desk-grid-group .add-row a").click();
    isFilling = false;
    return desk.attendanceRows().at(-1);
  };

  /** The last row if nobody is in it yet, else a new one. */
  desk.blankRow = () => {
    const last = desk.attendanceRows().at(-1);
    return last?.isBlank && !last.element.classList.contains("has_original") ? last : desk.addRow();
  };

  /** What a new row says of whoever is put into it: nobody attended what is still planned. */
  desk.usualStatus = () =>
    PLANNED.includes(document.getElementById("id_occurrence")?.value) ? "expected" : "attended";

  function enter(event, row) {
    const target = event.target;
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (!target.matches("input:not([type=checkbox]), select")) return;
    // The form is never sent by the key that goes through its rows.
    event.preventDefault();
    if (row.newcomer && target === row.party?.input) {
      row.addNewcomer();
    } else if (row.unchosen) {
      row.unchosen.input.focus();
      desk.announce(gettext("Choose somebody from the list, or press Escape."));
    } else if (row.isBlank) {
      desk.announce(gettext("This row is empty: type a name. An empty row is not saved."));
    } else {
      const next = rowAfter(row);
      next.propose(row.paragraph);
      (next.leader?.input ?? next.element).focus();
    }
  }

  function pressed(event) {
    const row = desk.attendanceRow(event.target.closest(".desk-line"));
    if (!row) return;
    if (event.key === "Enter") enter(event, row);
    if (event.key === "Escape" && row.newcomer) {
      event.preventDefault();
      row.forgetNewcomer();
    }
  }

  /** The link that removes a new row stands at its end, not before its first field. */
  function moveRemoval(element) {
    const link = element.querySelector(".desk-line-number .inline-deletelink");
    if (link) element.querySelector(".desk-line-end").append(link.parentElement);
  }

  /** Django's own links that add in a window, out of the way of who types. */
  function moveWindows(element) {
    const place = element.querySelector(".desk-line-more");
    for (const link of element.querySelectorAll(".desk-cell > .related-widget-wrapper .add-related")) {
      if (place.contains(link)) continue;
      const words = desk.make("span", { textContent: link.title });
      link.querySelector("img")?.setAttribute("alt", "");
      link.append(words);
      link.classList.add("desk-line-window");
      place.append(link);
    }
  }

  function begin(element) {
    moveWindows(element);
    moveRemoval(element);
    return new desk.AttendanceRow(element);
  }

  function recount() {
    const all = desk.attendanceRows();
    all.forEach((row) => row.changed());
    const place = document.querySelector(".desk-grid-count");
    const count = all.filter((row) => row.name && !row.isDeleted).length;
    if (place) {
      place.textContent = count
        ? interpolate(ngettext("%s row", "%s rows", count), [count])
        : "";
    }
  }
  desk.recount = recount;

  function refuseHalfTyped(event) {
    const row = desk.attendanceRows().find((one) => one.unchosen && !one.isDeleted);
    if (!row) return;
    event.preventDefault();
    if (row.unchosen === row.behalf) row.open(true);
    row.unchosen.input.focus();
    row.say(
      interpolate(
        gettext("“%s” is not chosen yet: press Enter to take a match or to add a new name, or empty the field. Then save."),
        [row.unchosen.words],
      ),
    );
  }

  django.jQuery(() => {
    // The plain form is left as it is.
    const group = document.querySelector(".desk-grid-live");
    if (!group) return;
    group.querySelectorAll(".desk-line:not(.empty-form)").forEach(begin);
    group.addEventListener("keydown", pressed);
    group.addEventListener("change", recount);
    group.closest("form").addEventListener("submit", refuseHalfTyped);
    document.addEventListener("formset:added", (event) => {
      if (event.detail.formsetName !== "attendances") return;
      const before = desk.attendanceRows().at(-1);
      const row = begin(event.target);
      if (before) row.propose(before.paragraph);
      recount();
      if (!isFilling) row.leader?.input.focus();
    });
    document.addEventListener("formset:removed", (event) => {
      if (event.detail.formsetName !== "attendances") return;
      recount();
      const last = desk.attendanceRows().at(-1);
      (last?.leader?.input ?? group.querySelector(".add-row a"))?.focus();
    });
    recount();
  });
}
