"use strict";
// A select whose choice is typed: the combobox pattern of the ARIA Authoring Practices, with a list
// that completes (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). The select stays in the form
// and holds the key, hidden; the field beside it holds the words and has no name.
{
  const desk = (window.desk = window.desk || {});
  const PAUSE = 120; // Milliseconds of rest before the server is asked.
  const comboboxes = new WeakMap();
  let listbox = null; // One for the page: only one can be open.

  function theListbox() {
    if (listbox === null) {
      listbox = desk.make("ul", { id: "desk-listbox", className: "desk-listbox", hidden: true });
      listbox.setAttribute("role", "listbox");
      listbox.setAttribute("aria-label", gettext("Names found"));
      // Choosing with a mouse must not take the focus from the field.
      listbox.addEventListener("mousedown", (event) => event.preventDefault());
      document.body.append(listbox);
    }
    return listbox;
  }

  class Combobox {
    /**
     * `find(term)` gives the results and how they may be added to; `chosen(result)` is told of each
     * choice that is made here, `emptied()` of one taken back, `add(words)` of a name that is new.
     */
    constructor(select, { find, add, chosen = () => {}, emptied = () => {} }) {
      Object.assign(this, { select, find, add, chosen, emptied });
      this.options = [];
      this.active = -1;
      this.asked = 0;
      this.isEager = false; // Enter was pressed before the answer came: take the first.
      this.input = this.makeInput();
      comboboxes.set(select, this);
      this.show();
      // The popup of Django's own "+" sets the select through jQuery, which native listeners miss.
      django.jQuery(select).on("change", () => this.show());
    }

    makeInput() {
      const { select } = this;
      const input = desk.make("input", {
        type: "text",
        id: `${select.id}_words`,
        className: "desk-combobox",
        autocomplete: "off",
        spellcheck: false,
      });
      const label = select.form.querySelector(`label[for="${select.id}"]`);
      if (label) label.htmlFor = input.id;
      const said = {
        role: "combobox",
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        "aria-controls": theListbox().id,
      };
      for (const [name, value] of Object.entries(said)) input.setAttribute(name, value);
      for (const name of ["aria-invalid", "aria-describedby"]) {
        if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
      }
      select.hidden = true;
      (select.closest(".related-widget-wrapper") ?? select).before(input);
      input.addEventListener("input", () => this.typed());
      input.addEventListener("keydown", (event) => this.pressed(event));
      input.addEventListener("blur", () => this.left());
      return input;
    }

    get isOpen() {
      return this.input.getAttribute("aria-expanded") === "true";
    }

    get value() {
      return this.select.value;
    }

    get text() {
      return this.value ? this.select.selectedOptions[0].text : "";
    }

    get words() {
      return this.input.value.trim();
    }

    /** Whether something was typed that names nobody yet. */
    get isUnchosen() {
      return this.words !== this.text;
    }

    /** The field says what the select holds. */
    show() {
      this.input.value = this.text;
      this.input.title = this.text;
      this.mark();
    }

    mark() {
      const isWrong = this.isUnchosen && document.activeElement !== this.input;
      this.input.classList.toggle("is-unchosen", isWrong);
      if (isWrong) this.input.setAttribute("aria-invalid", "true");
      else this.input.removeAttribute("aria-invalid");
    }

    /** Set the choice without telling anybody. */
    set({ id, text }) {
      let option = [...this.select.options].find((known) => known.value === String(id));
      if (!option) {
        option = new Option(text, id);
        this.select.append(option);
      }
      option.text = text;
      this.select.value = String(id);
      this.show();
    }

    empty() {
      this.select.value = "";
      if (this.select.value !== "") this.select.prepend(new Option("", "", true, true));
      this.show();
    }

    typed() {
      clearTimeout(this.timer);
      this.isEager = false;
      // What is listed, or on its way, answers other words.
      this.asked += 1;
      this.isAsking = false;
      this.isStale = true;
      if (this.words === "" || this.words === "@") {
        this.close();
        if (this.words === "" && this.value) {
          this.empty();
          this.emptied();
        }
        return;
      }
      this.timer = setTimeout(() => this.ask(), PAUSE);
    }

    async ask() {
      clearTimeout(this.timer);
      const question = (this.asked += 1);
      this.isAsking = true;
      let found;
      try {
        found = await this.find(this.words);
      } catch (error) {
        this.isAsking = this.isEager = false;
        desk.announce(error.message);
        this.open([{ text: error.message, isIdle: true }]);
        return;
      }
      // A later question is under way, or the field was left.
      if (question !== this.asked) return;
      this.isAsking = this.isStale = false;
      if (document.activeElement !== this.input) return;
      this.offer(found);
    }

    offer({ results, isNew, kindName }) {
      const options = [...results];
      const words = this.words.replace(/^@\s*/, "");
      if (isNew && this.add) options.push({ text: isNew, isNew: true, words });
      if (!options.length) options.push({ text: gettext("Nobody of that name."), isIdle: true });
      const isEager = this.isEager;
      this.isEager = false;
      if (isEager && results.length) {
        this.take(options[0]);
        return;
      }
      this.open(options);
      desk.announce(
        interpolate(
          ngettext("%(count)s result for %(words)s", "%(count)s results for %(words)s", results.length),
          { count: results.length, words: kindName ? `${words}, ${kindName}` : words },
          true,
        ),
      );
    }

    open(options) {
      const list = theListbox();
      this.isStale = false;
      this.options = options;
      list.replaceChildren(...options.map((option, index) => this.line(option, index)));
      this.input.parentElement.append(list);
      list.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
      // A new name is never taken unseen: Enter on it needs an arrow key, unless it is all there is.
      this.activate(options[0].isIdle ? -1 : 0);
    }

    line(option, index) {
      const item = desk.make("li", { id: `desk-option-${index}` });
      item.setAttribute("role", "option");
      item.append(desk.make("span", { className: "desk-option-name", textContent: option.text }));
      if (option.detail) {
        item.append(" ", desk.make("span", { className: "desk-option-detail", textContent: option.detail }));
      }
      if (option.isNew) item.classList.add("desk-option-new");
      if (option.isIdle) item.setAttribute("aria-disabled", "true");
      else item.addEventListener("click", () => this.take(option));
      return item;
    }

    activate(index) {
      this.active = index;
      [...theListbox().children].forEach((item, at) => {
        item.setAttribute("aria-selected", String(at === index));
        if (at === index) item.scrollIntoView({ block: "nearest" });
      });
      if (index < 0) this.input.removeAttribute("aria-activedescendant");
      else this.input.setAttribute("aria-activedescendant", `desk-option-${index}`);
    }

    close() {
      clearTimeout(this.timer);
      this.asked += 1;
      this.isAsking = false;
      if (!this.isOpen) return;
      theListbox().hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }

    take(option) {
      this.close();
      if (option.isIdle) return;
      if (option.isNew) {
        this.add(option.words, option.anyway);
        return;
      }
      if (!option.isElsewhere) this.set(option);
      this.chosen(option);
    }

    pressed(event) {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const act = {
        ArrowDown: () => this.step(1),
        ArrowUp: () => this.step(-1),
        Enter: () => this.enter(),
        Escape: () => this.escape(),
        Tab: () => this.tab(event.shiftKey),
      }[event.key];
      if (act && act()) {
        event.preventDefault();
        event.stopPropagation();
      }
    }

    step(by) {
      if (this.isOpen) {
        const count = this.options.length;
        if (!this.options[0].isIdle) this.activate((this.active + by + count) % count);
      } else if (this.words) this.ask();
      return true;
    }

    enter() {
      if (this.isOpen && this.active >= 0 && !this.isStale) this.take(this.options[this.active]);
      else if (!this.isUnchosen) return false;
      else {
        this.isEager = true;
        if (!this.isAsking) this.ask();
      }
      return true;
    }

    escape() {
      const didSomething = this.isOpen || this.isUnchosen;
      if (this.isOpen) this.close();
      else this.show();
      return didSomething;
    }

    /** Tab takes what is marked, but makes nobody new; then it goes on as Tab does. */
    tab(isBackwards) {
      const option = this.isOpen && !this.isStale ? this.options[this.active] : null;
      if (option && !option.isNew && !isBackwards) {
        this.take(option);
        // The choice has moved the focus already.
        return document.activeElement !== this.input;
      }
      return false;
    }

    left() {
      this.close();
      this.isEager = false;
      this.mark();
    }
  }

  desk.Combobox = Combobox;
  desk.comboboxOf = (select) => comboboxes.get(select);
}
