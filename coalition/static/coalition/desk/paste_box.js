"use strict";
// The paste box: names as a report lists them, read by the server, looked over, then filled in.
{
  const desk = (window.desk = window.desk || {});
  let box, text, paragraph, place, list, heading, fill;
  let review = null;

  const part = (selector) => box.querySelector(selector);

  /** "3 rows", of a number and its two words. */
  const counted = (one, many, count) => interpolate(ngettext(one, many, count), [count]);

  async function read() {
    const pasted = text.value.trim();
    if (!pasted) {
      desk.announce(gettext("The box is empty: paste names into it."));
      text.focus();
      return;
    }
    try {
      const answer = await desk.readPasted(pasted);
      review = await desk.PasteReview.of(answer.rows);
      text.value = answer.unread.join("\n");
      show(found(answer));
    } catch (error) {
      review = null;
      show(error.message);
    }
  }

  function found({ rows, unread }) {
    const names = counted("%s name was read.", "%s names were read.", rows.length);
    return unread.length
      ? `${names} ${gettext("What is left in the box could not be read: mend it there, or type it into a row.")}`
      : names;
  }

  /** Show the review under `words`, and go to what has to be chosen, or to the button. */
  function show(words) {
    place.hidden = false;
    heading.textContent = words;
    part(".desk-paste-say").textContent = "";
    list.replaceChildren(...(review?.elements ?? []));
    fill.hidden = !review?.entries.length;
    label();
    const next = review?.open[0]?.select ?? (fill.hidden || fill.disabled ? heading : fill);
    next.focus();
    desk.announce(words);
  }

  /** The button says what it will do. */
  function label() {
    if (!review) return;
    const leaders = review.newLeaders.length;
    const parties = review.newParties.length;
    const added = [
      leaders && counted("%s new leader", "%s new leaders", leaders),
      parties && counted("%s new party", "%s new parties", parties),
    ].filter(Boolean);
    const rows = counted("%s row", "%s rows", review.ready.length);
    fill.textContent = added.length
      ? interpolate(gettext("Add %s and fill in %s"), [added.join(gettext(" and ")), rows])
      : interpolate(gettext("Fill in %s"), [rows]);
    fill.disabled = review.ready.length === 0;
  }

  async function fillIn() {
    fill.disabled = true;
    let rows;
    try {
      rows = await review.fillIn(paragraph.value);
    } catch (error) {
      part(".desk-paste-say").textContent = error.message;
      label();
      fill.focus();
      return;
    }
    desk.recount();
    const words = counted("%s row was filled in.", "%s rows were filled in.", rows.length);
    if (review.entries.length) {
      show(`${words} ${gettext("Say who these are:")}`);
    } else {
      close();
      desk.announce(text.value ? `${words} ${gettext("What could not be read is still in the box.")}` : words);
    }
  }

  /** Back to the box, for the next paragraph. */
  function close() {
    review = null;
    place.hidden = true;
    list.replaceChildren();
    paragraph.value = "";
    text.focus();
  }

  function pressed(event) {
    if (event.key !== "Enter" || event.isComposing) return;
    const isAsked = event.target === text || event.target === paragraph;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      if (isAsked) read();
      else if (review && !fill.disabled) fillIn();
    } else if (event.target === paragraph) {
      event.preventDefault();
      read();
    } else if (event.target.matches("select")) {
      // Enter goes on to what is still to be chosen, and then to the button.
      event.preventDefault();
      const next = review.open.find(({ select }) => select !== event.target);
      (next?.select ?? fill).focus();
    }
  }

  django.jQuery(() => {
    box = document.querySelector(".desk-grid-live .desk-paste");
    if (!box) return;
    text = part("#desk-paste-text");
    paragraph = part("#desk-paste-paragraph");
    place = part(".desk-paste-review");
    list = part("ol");
    heading = part("#desk-paste-heading");
    fill = part("#desk-paste-fill");
    part("#desk-paste-read").addEventListener("click", read);
    fill.addEventListener("click", fillIn);
    part("#desk-paste-drop").addEventListener("click", close);
    list.addEventListener("change", label);
    box.addEventListener("keydown", pressed);
  });
}
