// Says every few seconds that this form is open still, and shows who else has it open, who closed
// it and who saved. Speaks only when something is new, so that a screen reader is not interrupted.
const EVERY_MS = 20000;

function watch(panel) {
  const form = document.querySelector("#content-main form");
  const others = panel.querySelector(".desk-presence-others");
  const saved = panel.querySelector(".desk-presence-saved");
  const token = form?.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!token) return;
  let present = new Map();
  let timer = 0;

  function post(fields, options) {
    return fetch(panel.dataset.url, {
      method: "POST",
      headers: { "X-CSRFToken": token },
      body: new URLSearchParams(fields),
      redirect: "manual",
      ...options,
    });
  }

  function say(element, lines) {
    const now = [...element.children].map((line) => line.textContent);
    if (now.join("\n") === lines.join("\n")) return;
    element.replaceChildren(
      ...lines.map((line) => {
        const item = document.createElement("p");
        item.textContent = line;
        return item;
      }),
    );
  }

  function tell(text) {
    if (saved.textContent !== text) saved.textContent = text;
  }

  function show(answer) {
    const here = new Map(answer.others.map((other) => [other.name, other.message]));
    const gone = [...present.keys()].filter((name) => !here.has(name));
    const leaving = gone.map((name) => panel.dataset.left.replace("NAME", name));
    // Who left is said until somebody else comes or goes, not for one turn only.
    const before = [...others.children].filter((line) => line.dataset.left);
    const changed = gone.length || [...here.keys()].some((name) => !present.has(name));
    const kept = changed ? leaving : before.map((line) => line.textContent);
    say(others, [...here.values(), ...kept]);
    for (const line of others.children) {
      if (kept.includes(line.textContent)) line.dataset.left = "yes";
    }
    present = here;
    tell(answer.saved);
  }

  async function speak() {
    clearTimeout(timer);
    timer = setTimeout(speak, EVERY_MS);
    try {
      const answer = await post({ read_version: panel.dataset.readVersion });
      if (answer.type === "opaqueredirect") {
        tell(panel.dataset.signedOut);
      } else if (answer.status === 404) {
        tell((await answer.json()).message);
      } else if (answer.ok) {
        show(await answer.json());
      }
    } catch {
      // No network for a moment: the next turn tries again.
    }
  }

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") speak();
  });
  window.addEventListener("pageshow", speak);
  window.addEventListener("pagehide", () => {
    clearTimeout(timer);
    post({ left: panel.dataset.opened }, { keepalive: true }).catch(() => {});
  });
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll(".desk-presence").forEach(watch);
});
