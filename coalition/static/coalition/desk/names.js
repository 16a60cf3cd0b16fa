"use strict";
// What the attendance grid asks the server, and what it tells those who do not see it.
{
  const desk = (window.desk = window.desk || {});
  const grid = () => document.querySelector(".desk-grid-group");

  /** The date as it stands in the form: parties and offices are those of that day. */
  const date = () => document.getElementById("id_date")?.value ?? "";

  async function answer(response) {
    const isJson = (response.headers.get("Content-Type") ?? "").includes("json");
    const body = isJson ? await response.json() : {};
    if (response.ok) return body;
    const told = Object.values(body.errors ?? {}).flat().join(" ");
    const error = new Error(told || gettext("The server did not answer. Try again in a moment."));
    // Whoever has that name already, where that is what was wrong.
    error.found = body.found ?? null;
    throw error;
  }

  function ask(path, parameters) {
    const query = new URLSearchParams({ ...parameters, date: date() });
    return reach(`${grid().dataset.desk}${path}?${query}`, {});
  }

  function send(path, body) {
    const token = grid().closest("form").querySelector("[name=csrfmiddlewaretoken]").value;
    return reach(grid().dataset.desk + path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ ...body, date: date() }),
    });
  }

  async function reach(url, options) {
    let response;
    try {
      response = await fetch(url, {
        ...options,
        credentials: "same-origin",
        headers: { Accept: "application/json", ...options.headers },
      });
    } catch {
      throw new Error(gettext("The desk cannot be reached. Check the connection and try again."));
    }
    return answer(response);
  }

  desk.find = async (kind, term) => (await ask("names/", { kind, term })).results;
  desk.readPasted = (text) => send("paste/", { text });
  desk.quickAdd = (item) => send("quick-add/", { ...item, date: date() });
  desk.quickAddAll = async (items) =>
    (await send("quick-add/", { items: items.map((item) => ({ ...item, date: date() })) })).results;
  desk.mayAdd = (kind) => Boolean(grid()?.dataset[kind === "leader" ? "mayAddLeader" : "mayAddParty"]);

  /** Said by screen readers when they come to rest; the latest word wins. */
  desk.announce = (words) => {
    const place = document.getElementById("desk-announcer");
    if (place) place.textContent = words;
  };

  desk.make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
}
