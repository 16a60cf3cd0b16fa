"use strict";
// One row of the attendance grid: what it says, what it still needs, and who is new in it.
{
  const desk = (window.desk = window.desk || {});
  const rows = new WeakMap();
  /** In the paragraph field, where letters mean nothing else. */
  const STATUS_KEYS = { t: "attended", a: "absent", e: "expected", i: "invited", d: "declined" };
  const ABSENCES = ["absent", "declined"];

  class AttendanceRow {
    constructor(element) {
      this.element = element;
      rows.set(element, this);
      /** What a choice of leader filled in by itself, which another choice may replace. */
      this.filled = {};
      /** The name of a leader who is added as soon as the party is known. */
      this.newcomer = "";
      this.leader = this.combobox("leader", {
        find: (words) => this.findLeader(words),
        add: (words, anyway) => this.addLeader(words, anyway),
        chosen: (result) => (result.isElsewhere ? this.takeParty(result) : this.takeLeader(result)),
        emptied: () => this.letGo(),
      });
      this.party = this.combobox("party", {
        find: (words) => this.findIn("party", words),
        add: (words, anyway) => this.addParty(words, anyway),
        chosen: (result) => this.takeParty(result),
        emptied: () => this.letGo(),
      });
      this.behalf = this.combobox("on_behalf_of", { find: (words) => this.findIn("leader", words, false) });
      this.toggle?.addEventListener("click", () => this.open(!this.isOpen));
      this.field("claim_paragraph")?.addEventListener("keydown", (event) => this.letter(event));
      element.addEventListener("change", (event) => this.fieldChanged(event));
      if (this.more && this.toggle) this.open(this.more.classList.contains("is-open"));
      this.changed();
    }

    // --- Its parts ------------------------------------------------------------------------------

    field(name) {
      return this.element.querySelector(`[name$="-${name}"]`);
    }

    combobox(name, options) {
      const select = this.field(name);
      return select?.matches("select.desk-picker") ? new desk.Combobox(select, options) : null;
    }

    get more() {
      return this.element.querySelector(".desk-line-more");
    }

    get toggle() {
      return this.element.querySelector(".desk-line-toggle");
    }

    get isOpen() {
      return this.toggle.getAttribute("aria-expanded") === "true";
    }

    get isDeleted() {
      return Boolean(this.field("DELETE")?.checked);
    }

    /** Whether it names nobody, and nobody's name stands half typed in it. */
    get isBlank() {
      return !this.leader?.value && !this.party?.value && !this.unchosen;
    }

    /** The combobox in which a name was typed and not chosen. */
    get unchosen() {
      return [this.leader, this.party, this.behalf].find((box) => box?.isUnchosen);
    }

    get name() {
      return this.leader?.text || this.party?.text || "";
    }

    get number() {
      return desk.attendanceRows().indexOf(this) + 1;
    }

    open(isOpen) {
      this.more.classList.toggle("is-open", isOpen);
      this.toggle.setAttribute("aria-expanded", String(isOpen));
      this.changed();
    }

    /** Said in the row itself; it is an alert, so it is heard as well. */
    say(words) {
      this.element.querySelector(".desk-line-say").textContent = words;
    }

    // --- Finding and choosing -------------------------------------------------------------------

    async findIn(kind, words, mayBeNew = true) {
      const results = await desk.find(kind, words);
      const question = kind === "leader" ? gettext("Add “%s” as a new leader…") : gettext("Add “%s” as a new party…");
      const isNew = mayBeNew && desk.mayAdd(kind) && interpolate(question, [words]);
      return { results, isNew };
    }

    /** An @ asks for the party as such, which leaves the leader empty. */
    async findLeader(words) {
      if (!words.startsWith("@")) return this.findIn("leader", words);
      const name = words.replace(/^@\s*/, "");
      const { results } = await this.findIn("party", name, false);
      return {
        results: results.map((result) => ({ ...result, isElsewhere: true })),
        kindName: gettext("party"),
      };
    }

    takeLeader(result) {
      this.say("");
      this.newcomer = "";
      const twin = desk.attendanceRows().find(
        (row) => row !== this && !row.isDeleted && row.leader?.value === String(result.id),
      );
      if (twin) {
        this.leader.empty();
        this.leader.input.focus();
        this.say(interpolate(gettext("%s has row %s already."), [result.text, twin.number]));
        return;
      }
      this.fill("party", result.party, () => result.party && this.party.set(result.party), () => this.party.empty());
      const words = this.field("described_as");
      this.fill(
        "described_as",
        result.office,
        () => (words.value = result.office),
        () => (words.value = ""),
      );
      this.named();
      this.toNextNeed();
    }

    /** Fill in what is empty, or what the choice before this one had filled in. */
    fill(name, value, write, empty) {
      const field = this.field(name);
      const isOurs = field.value !== "" && field.value === this.filled[name];
      if (field.value !== "" && !isOurs) return;
      if (value) write();
      else if (isOurs) empty();
      this.filled[name] = value ? field.value : undefined;
    }

    takeParty(result) {
      this.say("");
      this.filled.party = undefined;
      if (result.isElsewhere) {
        this.leader.empty();
        this.party.set(result);
      }
      if (this.newcomer) {
        this.addNewcomer();
        return;
      }
      this.named();
      this.toNextNeed();
    }

    /** It has somebody now: what was proposed for it holds. */
    named() {
      const paragraph = this.field("claim_paragraph");
      if (paragraph && !paragraph.value && paragraph.placeholder) {
        paragraph.value = paragraph.placeholder;
        paragraph.classList.add("is-proposed");
      }
      this.setStatus(desk.usualStatus());
      this.changed();
      desk.announce(
        [this.name, this.leader?.value && this.party?.text, this.field("described_as").value]
          .filter(Boolean)
          .join(", "),
      );
    }

    /** It has nobody any more: as Django's own blank row, so that it counts as one. */
    letGo() {
      if (!this.leader.value && !this.party.value) this.setStatus("attended");
      this.changed();
    }

    /** Of a new row, unless somebody chose it. */
    setStatus(status) {
      const isNew = !this.element.classList.contains("has_original");
      if (isNew && !this.isStatusChosen) this.field("status").value = status;
    }

    toNextNeed() {
      const needsParty = this.leader?.value && !this.party.value;
      const next = needsParty ? this.party.input : this.field("claim_paragraph");
      next.focus();
      next.select();
    }

    propose(paragraph) {
      const field = this.field("claim_paragraph");
      if (field && !field.value) field.placeholder = paragraph;
    }

    get paragraph() {
      const field = this.field("claim_paragraph");
      return field?.value || field?.placeholder || "";
    }

    // --- Somebody new ---------------------------------------------------------------------------

    async addLeader(words, anyway = false) {
      this.newcomer = words;
      if (this.party.value || anyway) {
        await this.addNewcomer(anyway);
        return;
      }
      this.party.input.focus();
      this.say(
        interpolate(
          gettext("“%s” is new. Type the party and press Enter; press Enter on the empty party for an independent, Esc to think again."),
          [words],
        ),
      );
    }

    async addNewcomer(anyway = false) {
      const name = this.newcomer;
      this.newcomer = "";
      const party = Number(this.party.value) || null;
      const leader = await this.add(this.leader, { kind: "leader", name, party, anyway });
      if (leader) this.takeLeader(leader);
    }

    async addParty(words, anyway = false) {
      const item = { kind: "party", name: words, abbreviation: "", party: null, anyway };
      const party = await this.add(this.party, item);
      if (party) this.takeParty(party);
    }

    /** Add `item` and choose it in `box`; null where the row now says why that cannot be. */
    async add(box, item) {
      this.say("");
      try {
        const added = await desk.quickAdd(item);
        box.set(added);
        return added;
      } catch (error) {
        this.say(error.message);
        box.input.focus();
        // Somebody has that name: take them, or say that it is somebody else.
        if (error.found) {
          box.input.value = item.name;
          const another = interpolate(gettext("Add another “%s”…"), [item.name]);
          box.open([error.found, { text: another, isNew: true, words: item.name, anyway: true }]);
        }
        return null;
      }
    }

    forgetNewcomer() {
      this.newcomer = "";
      this.say("");
      this.leader.input.focus();
    }

    // --- Keys and changes -----------------------------------------------------------------------

    letter(event) {
      const status = STATUS_KEYS[event.key.toLowerCase()];
      if (!status || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      event.preventDefault();
      const select = this.field("status");
      select.value = status;
      select.dispatchEvent(new Event("change", { bubbles: true }));
      desk.announce(select.selectedOptions[0].text);
    }

    fieldChanged(event) {
      if (event.target === this.field("claim_paragraph")) event.target.classList.remove("is-proposed");
      // Whether a reason was given is the next question about an absence.
      const isStatus = event.target === this.field("status");
      if (isStatus) this.isStatusChosen = true;
      if (isStatus && this.more && ABSENCES.includes(event.target.value)) this.open(true);
      this.changed();
    }

    /** What the row is called, and what of it is out of sight. */
    changed() {
      if (!this.leader) return;
      const number = this.number || desk.attendanceRows().length + 1;
      const named = this.name ? `: ${this.name}` : "";
      this.element.setAttribute("aria-label", interpolate(gettext("Row %s"), [number]) + named);
      const note = this.element.querySelector(".desk-line-note");
      const isPartyRow = this.party.value && !this.leader.value && !this.leader.words;
      this.leader.input.placeholder = isPartyRow ? gettext("The party as such") : "";
      note.textContent = this.isOpen ? "" : this.behind().join(" · ");
    }

    behind() {
      const said = (name) => {
        const field = this.field(name);
        if (!field || !field.value) return "";
        return field.matches("select") ? field.selectedOptions[0].text : field.value;
      };
      const role = this.field("role")?.value === "participant" ? "" : said("role");
      const quoted = (words) => words && `“${words}”`;
      return [
        role,
        said("claim_attribution"),
        said("reason_given") === "" ? "" : said("reason") || said("reason_given"),
        quoted(said("named_as")),
        said("on_behalf_of") && interpolate(gettext("for %s"), [said("on_behalf_of")]),
        quoted(said("claim_quote")),
      ].filter(Boolean);
    }
  }

  desk.AttendanceRow = AttendanceRow;
  desk.attendanceRow = (element) => rows.get(element);
  desk.attendanceRows = () =>
    [...document.querySelectorAll(".desk-line:not(.empty-form)")]
      .map((element) => rows.get(element))
      .filter(Boolean);
}
