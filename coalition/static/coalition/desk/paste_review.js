"use strict";
// What a pasted list was read as, one line per name, before any row is filled in: who it is, and
// which party, where that is not on record.
{
  const desk = (window.desk = window.desk || {});
  const NEW = "new";
  const NONE = "none";
  let made = 0;

  function labelled(words, options) {
    const select = desk.make("select", { id: `desk-paste-choice-${(made += 1)}` });
    select.append(...options);
    const label = desk.make("label", { textContent: words });
    label.htmlFor = select.id;
    return { label, select };
  }

  const described = ({ text, detail }) => (detail ? `${text} (${detail})` : text);

  /** A name without what tells no two people apart: stops, spaces, capitals. */
  const bare = (name) => (name ?? "").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

  /** The row in which a leader, or a party as such, stands already. */
  function rowOf(name, id) {
    return desk
      .attendanceRows()
      .find(
        (row) =>
          !row.isDeleted &&
          row[name]?.value === String(id) &&
          (name === "leader" || !row.leader.value),
      );
  }

  /** A party that is not on record under the name that was pasted. */
  class PartyQuestion {
    constructor(name, candidates) {
      this.name = name;
      this.candidates = candidates;
      const options = candidates.map((one) => new Option(described(one), one.id));
      // Where something alike is on record, a second record of it is made by nobody but the editor.
      if (options.length) options.unshift(new Option(gettext("Which party is it?"), ""));
      if (desk.mayAdd("party")) options.push(new Option(interpolate(gettext("New party: %s"), [name]), NEW));
      options.push(new Option(gettext("No party for now"), NONE));
      const { label, select } = labelled(name, options);
      this.select = select;
      this.element = desk.make("li", { className: "desk-paste-line" }, label, select);
    }

    get isOpen() {
      return this.select.value === "";
    }

    get isNew() {
      return this.select.value === NEW;
    }

    /** The party that was chosen or added, or null. */
    get party() {
      return this.candidates.find(({ id }) => String(id) === this.select.value) ?? null;
    }

    become(party) {
      this.candidates.push(party);
      this.select.add(new Option(party.text, party.id));
      this.select.value = String(party.id);
    }
  }

  /** One name. `question` is that on its party, if there is one. */
  class Entry {
    constructor(row, question) {
      this.row = row;
      this.question = question;
      this.known = [row.leader, ...(row.candidates ?? [])].filter(
        (one, at, all) => one && all.findIndex((other) => other?.id === one.id) === at,
      );
      this.twin = this.twinRow();
      const { label, select } = labelled(row.text, this.options());
      this.select = select;
      select.value = this.twin ? NONE : select.options[0].value;
      const told = desk.make("span", { className: "desk-paste-told", textContent: this.told() });
      this.element = desk.make("li", { className: "desk-paste-line" }, label, select, told);
    }

    get isParty() {
      return !this.row.leader_name && !this.row.leader;
    }

    twinRow() {
      if (this.isParty) return this.row.party && rowOf("party", this.row.party.id);
      return this.row.leader && rowOf("leader", this.row.leader.id);
    }

    options() {
      const { row } = this;
      const options = this.known
        .filter(({ id }) => !rowOf("leader", id))
        .map((one) => new Option(described(one), one.id));
      if (!row.leader && options.length) options.unshift(new Option(gettext("Who is it?"), ""));
      if (this.isParty && !this.twin) {
        const name = row.party?.text || row.party_name;
        options.push(new Option(interpolate(gettext("The party as such: %s"), [name]), "party"));
      }
      if (row.leader_name && desk.mayAdd("leader")) {
        options.push(new Option(interpolate(gettext("New leader: %s"), [row.leader_name]), NEW));
      }
      options.push(new Option(gettext("Leave out"), NONE));
      return options;
    }

    told() {
      const { row } = this;
      if (this.twin) return interpolate(gettext("Has row %s already, which stays as it is."), [this.twin.number]);
      const status = row.status === "attended" ? "" : gettext("absent");
      return [row.party?.text || row.party_name, row.office, status, this.isNewcomer ? "" : row.note].filter(Boolean).join(" · ");
    }

    /** Nobody like it is on record, as the choice itself says. */
    get isNewcomer() {
      return this.known.length === 0 && this.isNew;
    }

    get isOut() {
      return this.select.value === NONE;
    }

    get isOpen() {
      return !this.isOut && (this.select.value === "" || Boolean(this.question?.isOpen));
    }

    get isReady() {
      return !this.isOut && !this.isOpen;
    }

    get isNew() {
      return this.select?.value === NEW;
    }

    get leader() {
      return this.known.find(({ id }) => String(id) === this.select.value) ?? null;
    }

    get party() {
      return this.row.party ?? this.question?.party ?? null;
    }

    become(leader) {
      this.isAdded = true;
      this.known.push(leader);
      this.select.add(new Option(leader.text, leader.id));
      this.select.value = String(leader.id);
    }

    /** Fill in a row; null if whoever it is has one by now. */
    fill(paragraph) {
      const { leader, party, row: read } = this;
      if (leader ? rowOf("leader", leader.id) : !party || rowOf("party", party.id)) return null;
      const row = desk.blankRow();
      if (leader) row.leader.set(leader);
      const own = party ?? leader?.party;
      if (own) row.party.set(own);
      const isAsRead = !leader || !read.leader || leader.id === read.leader.id;
      row.field("described_as").value = (isAsRead && read.office) || leader?.office || "";
      // The name as printed, where the leader is on record under another one.
      const isPrintedOtherwise = leader && !this.isAdded && bare(read.leader_name) !== bare(leader.text);
      if (isPrintedOtherwise) row.field("named_as").value = read.leader_name;
      row.field("status").value = read.status === "attended" ? desk.usualStatus() : read.status;
      row.field("claim_paragraph").value = paragraph;
      row.changed();
      return row;
    }
  }

  const distinct = (names) => [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];

  /** All that was read. */
  class Review {
    static async of(rows) {
      const names = distinct(rows.filter((row) => !row.party && row.party_name).map((row) => row.party_name));
      const questions = await Promise.all(
        names.map(async (name) => new PartyQuestion(name, await desk.find("party", name))),
      );
      return new Review(rows, questions);
    }

    constructor(rows, questions) {
      this.questions = questions;
      const asked = (row) =>
        row.party ? null : questions.find(({ name }) => name.toLowerCase() === (row.party_name ?? "").toLowerCase());
      this.entries = rows.map((row) => new Entry(row, asked(row)));
    }

    get elements() {
      return [...this.questions, ...this.entries].map(({ element }) => element);
    }

    get ready() {
      return this.entries.filter((entry) => entry.isReady);
    }

    get newParties() {
      return this.questions.filter(
        (question) => question.isNew && this.ready.some((entry) => entry.question === question),
      );
    }

    /** The newcomers by their names: whoever is named twice in a list is added once. */
    get newLeaders() {
      const byName = new Map();
      for (const entry of this.ready.filter(({ isNew }) => isNew)) {
        const name = entry.row.leader_name.toLowerCase();
        byName.set(name, [...(byName.get(name) ?? []), entry]);
      }
      return [...byName.values()];
    }

    /** What still has to be chosen, the parties first. */
    get open() {
      const isAsked = (question) => this.entries.some((entry) => !entry.isOut && entry.question === question);
      return [
        ...this.questions.filter((question) => question.isOpen && isAsked(question)),
        ...this.entries.filter((entry) => !entry.isOut && entry.select.value === ""),
      ];
    }

    /** Add what is new: the parties, then the leaders who belong to them. */
    async addNew() {
      const parties = this.newParties;
      if (parties.length) {
        const items = parties.map(({ name }) => ({ kind: "party", name, abbreviation: "", party: null }));
        (await desk.quickAddAll(items)).forEach((party, at) => parties[at].become(party));
      }
      const leaders = this.newLeaders;
      if (leaders.length) {
        const items = leaders.map(([entry]) => ({
          kind: "leader",
          name: entry.row.leader_name,
          party: entry.party?.id ?? null,
          // Whoever chose a new leader beside others of that name means another person.
          anyway: entry.known.length > 0,
        }));
        const added = await desk.quickAddAll(items);
        leaders.forEach((entries, at) => entries.forEach((entry) => entry.become(added[at])));
      }
    }

    /** The rows that were filled in; what is still open stays in the review. */
    async fillIn(paragraph) {
      await this.addNew();
      const ready = this.ready;
      const rows = ready.map((entry) => entry.fill(paragraph)).filter(Boolean);
      this.entries = this.entries.filter((entry) => entry.isOpen);
      this.questions = this.questions.filter((question) =>
        this.entries.some((entry) => entry.question === question),
      );
      return rows;
    }
  }

  desk.PasteReview = Review;
}
