"use strict";
// The paste box: names as a report lists them, read by the server, looked over, then filled in.
{
  const desk = (window.desk = window.desk || {});
  const NEW = "new";
  const OUT = "out";
  let box, text, paragraph, review, list, fill;
  /** One entry per name that is being looked over. */
  let entries = [];

  const part = (selector) => box.querySelector(selector);

  async function read() {
    const pasted = text.value.trim();
    if (!pasted) {
      desk.announce(gettext("The box is empty: paste names into it."));
      return;
    }
    text.setAttribute("aria-busy", "true");
    let answer;
    try {
      answer = await desk.readPasted(pasted);
    } catch (error) {
      show([]);
      part("#desk-paste-heading").textContent = error.message;
      review.hidden = false;
      part("#desk-paste-heading").focus();
      return;
    } finally {
      text.removeAttribute("aria-busy");
    }
    text.value = answer.unread.join("\n");
    show(answer.rows.map((row) => new Entry(row)));
    part("#desk-paste-heading").textContent = found(answer);
    review.hidden = false;
    (entries.length ? fill : part("#desk-paste-heading")).focus();
    desk.announce(`${found(answer)} ${fill.textContent}`);
  }

  function found({ rows, unread }) {
    const names = interpolate(ngettext("%s name was read.", "%s names were read.", rows.length), [rows.length]);
    return unread.length
      ? `${names} ${gettext("What is left in the box could not be read: mend it there, or type it into a row.")}`
      : names;
  }

  /** A name in the review: who it is, in which party, and what is wrong with it. */
  class Entry {
    constructor(row) {
      this.row = row;
      this.who = this.choices();
      this.element = desk.make("li", { className: "desk-paste-entry-row" });
      const words = desk.make("label", { textContent: row.text });
      words.htmlFor = this.who.id;
      const rest = [this.partyWords(), row.office, row.status === "absent" && gettext("absent"), row.note];
      this.told = desk.make("span", { className: "desk-paste-told" });
      this.told.textContent = rest.filter(Boolean).join(" · ");
      this.element.append(words, this.who, this.told);
      this.who.addEventListener("change", label);
    }

    choices() {
      const { row } = this;
      const select = desk.make("select", { id: `desk-paste-who-${(desk.pasted = (desk.pasted ?? 0) + 1)}` });
      const known = [row.leader, ...(row.candidates ?? [])].filter(Boolean);
      const isOpen = !row.leader && row.candidates?.length > 0;
      if (isOpen) select.add(new Option(gettext("Who is it?"), ""));
      for (const one of known.filter((other, at) => known.findIndex(({ id }) => id === other.id) === at)) {
        const taken = rowOf("leader", one.id);
        const words = one.detail ? `${one.text} (${one.detail})` : one.text;
        const option = new Option(taken ? interpolate(gettext("%s has row %s already"), [words, taken.number]) : words, one.id);
        option.disabled = Boolean(taken);
        select.add(option);
      }
      if (row.leader_name && desk.mayAdd("leader")) {
        select.add(new Option(interpolate(gettext("New leader: %s"), [row.leader_name]), NEW));
      }
      if (!row.leader_name && !row.leader) {
        const words = row.party?.text || row.party_name;
        const taken = row.party && rowOf("party", row.party.id);
        select.add(
          taken
            ? new Option(interpolate(gettext("%s has row %s already"), [words, taken.number]), OUT)
            : new Option(interpolate(gettext("The party as such: %s"), [words]), "party"),
        );
      }
      select.add(new Option(gettext("Leave out"), OUT));
      const first = [...select.options].find((option) => !option.disabled);
      const isTaken = row.leader && rowOf("leader", row.leader.id);
      select.value = isTaken ? OUT : first.value;
      // A row that is there already is shown as such, for nothing is left out silently.
      this.twin = isTaken;
      return select;
    }

    partyWords() {
      const { party, party_name: name } = this.row;
      if (this.twin) return interpolate(gettext("has row %s already, and keeps it"), [this.twin.number]);
      if (party) return party.text;
      if (!name) return "";
      return desk.mayAdd("party")
        ? interpolate(gettext("new party: %s"), [name])
        : interpolate(gettext("party unknown: %s"), [name]);
    }

    get isOut() {
      return this.who.value === OUT;
    }

    get isOpen() {
      return this.who.value === "";
    }

    get isNew() {
      return this.who.value === NEW;
    }

    /** The name of a party that has to be added for this row, or an empty text. */
    get newParty() {
      return !this.isOut && !this.isOpen && !this.row.party && desk.mayAdd("party") ? this.row.party_name ?? "" : "";
    }
  }

  function rowOf(name, id) {
    return desk.attendanceRows().find(
      (row) =>
        !row.isDeleted && row[name]?.value === String(id) && (name === "leader" || !row.leader.value),
    );
  }

  function show(found) {
    entries = found;
    list.replaceChildren(...entries.map((entry) => entry.element));
    part(".desk-paste-say").textContent = "";
    fill.hidden = entries.length === 0;
    label();
  }

  const distinct = (names) => [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  const newParties = (of) => distinct(of.map((entry) => entry.newParty).filter(Boolean));

  /** The button says what it will do. */
  function label() {
    const ready = entries.filter((entry) => !entry.isOut && !entry.isOpen);
    const leaders = distinct(ready.filter((entry) => entry.isNew).map((entry) => entry.row.leader_name)).length;
    const parties = newParties(ready).length;
    const added = [
      leaders && interpolate(ngettext("%s new leader", "%s new leaders", leaders), [leaders]),
      parties && interpolate(ngettext("%s new party", "%s new parties", parties), [parties]),
    ].filter(Boolean);
    const rows = interpolate(ngettext("%s row", "%s rows", ready.length), [ready.length]);
    fill.textContent = added.length
      ? interpolate(gettext("Add %s and fill in %s"), [added.join(gettext(" and ")), rows])
      : interpolate(gettext("Fill in %s"), [rows]);
    fill.disabled = ready.length === 0;
  }

  /** Add what is new: the parties, then the leaders who belong to them. */
  async function addNew(ready) {
    const parties = newParties(ready);
    if (parties.length) {
      const items = parties.map((name) => ({ kind: "party", name, abbreviation: "", party: null }));
      const made = await desk.quickAddAll(items);
      for (const entry of ready) {
        const at = parties.findIndex((name) => name.toLowerCase() === entry.newParty.toLowerCase());
        if (at >= 0) entry.row.party = made[at];
      }
    }
    const newcomers = ready.filter((entry) => entry.isNew);
    if (newcomers.length) {
      const items = newcomers.map(({ row }) => ({
        kind: "leader",
        name: row.leader_name,
        party: row.party?.id ?? null,
      }));
      const made = await desk.quickAddAll(items);
      newcomers.forEach((entry, at) => {
        entry.row.leader = made[at];
        entry.who.add(new Option(made[at].text, made[at].id));
        entry.who.value = String(made[at].id);
      });
    }
  }

  function chosenOf({ row, who }) {
    const known = [row.leader, ...(row.candidates ?? [])].filter(Boolean);
    return known.find(({ id }) => String(id) === who.value);
  }

  function fillRow(entry, number) {
    const leader = chosenOf(entry);
    const twin = leader ? rowOf("leader", leader.id) : rowOf("party", entry.row.party?.id);
    if (twin) return null;
    const row = desk.blankRow();
    if (leader) row.leader.set(leader);
    const party = entry.row.party ?? leader?.party;
    if (party) row.party.set(party);
    const isFirstGuess = leader && leader.id === entry.row.leader?.id;
    row.field("described_as").value = (isFirstGuess && entry.row.office) || leader?.office || "";
    row.field("status").value = entry.row.status;
    row.field("claim_paragraph").value = number;
    row.changed();
    return row;
  }

  async function fillIn() {
    const ready = entries.filter((entry) => !entry.isOut && !entry.isOpen);
    fill.disabled = true;
    try {
      await addNew(ready);
    } catch (error) {
      part(".desk-paste-say").textContent = error.message;
      label();
      return;
    }
    const made = ready.map((entry) => fillRow(entry, paragraph.value)).filter(Boolean);
    const open = entries.filter((entry) => entry.isOpen);
    desk.recount();
    const words = interpolate(ngettext("%s row was filled in.", "%s rows were filled in.", made.length), [made.length]);
    if (open.length) {
      show(open);
      part("#desk-paste-heading").textContent = `${words} ${gettext("Say who these are:")}`;
      open[0].who.focus();
    } else {
      drop();
    }
    desk.announce(`${words} ${text.value ? gettext("What could not be read is still in the box.") : ""}`);
  }

  function drop() {
    show([]);
    review.hidden = true;
    paragraph.value = "";
    text.focus();
  }

  django.jQuery(() => {
    box = document.querySelector(".desk-grid-live .desk-paste");
    if (!box) return;
    text = part("#desk-paste-text");
    paragraph = part("#desk-paste-paragraph");
    review = part(".desk-paste-review");
    list = part("ol");
    fill = part("#desk-paste-fill");
    part("#desk-paste-read").addEventListener("click", read);
    fill.addEventListener("click", fillIn);
    part("#desk-paste-drop").addEventListener("click", drop);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      if (event.ctrlKey || event.metaKey || event.target === paragraph) {
        event.preventDefault();
        if (review.hidden || event.target === text || event.target === paragraph) read();
        else if (!fill.disabled) fillIn();
      }
    });
  });
}
