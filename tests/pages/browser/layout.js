// Where text and controls stand on the page as it is now, and what is wrong with that. An
// expression: a function that answers with lists of words, all of them empty on a good page.
() => {
  const root = document.documentElement;
  const width = root.clientWidth;
  const MEDIA = "svg, img, video, canvas, iframe";
  const CONTROLS = "button, select, textarea, input:not([type=hidden]), summary, a";

  const label = (element) => {
    const words = (element.getAttribute("aria-label") || element.textContent || "").trim();
    const classes = element.getAttribute("class");
    const name = element.localName + (classes ? "." + classes.trim().split(/\s+/).join(".") : "");
    return `${name} “${words.replace(/\s+/g, " ").slice(0, 40)}”`;
  };

  // What a reader of the screen cannot see is nowhere: it lies outside, or in a box of one pixel.
  const clips = new Map();
  const clipOf = (element) => {
    if (!element || element === root || element === document.body) return null;
    if (clips.has(element)) return clips.get(element);
    const outer = clipOf(element.parentElement);
    const style = getComputedStyle(element);
    let clip = outer;
    const isInline = style.display === "inline" && !(element instanceof SVGElement);
    if (!isInline && (style.overflowX !== "visible" || style.overflowY !== "visible")) {
      const box = element.getBoundingClientRect();
      clip = outer ? meet(outer, box) : box;
    }
    if (style.clipPath === "inset(50%)" || style.clip === "rect(0px, 0px, 0px, 0px)") {
      clip = new DOMRect(0, 0, 0, 0);
    }
    clips.set(element, clip);
    return clip;
  };
  const meet = (a, b) => {
    const left = Math.max(a.left, b.left), top = Math.max(a.top, b.top);
    const right = Math.min(a.right, b.right), bottom = Math.min(a.bottom, b.bottom);
    return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
  };
  const isShown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const isFixed = (element) => {
    for (let at = element; at && at !== root; at = at.parentElement) {
      if (getComputedStyle(at).position === "fixed") return true;
    }
    return false;
  };
  const isDrawn = (style) =>
    style.backgroundColor !== "rgba(0, 0, 0, 0)" ||
    style.boxShadow !== "none" ||
    (style.borderTopStyle !== "none" && parseFloat(style.borderTopWidth) > 0) ||
    (style.borderBottomStyle !== "none" && parseFloat(style.borderBottomWidth) > 0);
  const isThere = (box) =>
    box.width > 1 && box.height > 1 && box.bottom + window.scrollY > 0 && box.right > 0;

  const turnOf = (element) => {
    const matrix = element.ownerSVGElement ? element.getScreenCTM() : null;
    return matrix ? Math.round((Math.atan2(matrix.b, matrix.a) * 180) / Math.PI) : 0;
  };
  const coreOf = (box, isUpright) => {
    const across = isUpright ? box.width / 4 : 1;
    const down = isUpright ? 1 : box.height / 4;
    return new DOMRect(
      box.left + across,
      box.top + down,
      Math.max(0, box.width - 2 * across),
      Math.max(0, box.height - 2 * down),
    );
  };

  // One box a line of text; of its height only the middle, for lines may stand close.
  const texts = [];
  const outside = [];
  const cut = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim()) continue;
    const element = node.parentElement;
    if (/^(script|style|template|option|title|desc)$/.test(element.localName)) continue;
    if (!isShown(element) || isFixed(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const clip = clipOf(element);
    const picture = element.ownerSVGElement ? element.closest("svg:not(svg svg)") : null;
    const frame = picture ? picture.getBoundingClientRect() : null;
    for (const line of range.getClientRects()) {
      if (!line.width || !line.height) continue;
      if (frame && frame.width > 1) {
        const beyond = Math.max(frame.left - line.left, line.right - frame.right);
        const above = Math.max(frame.top - line.top, line.bottom - frame.bottom);
        if (beyond > 1 || above > line.height / 3) cut.push(`${label(element)} leaves its picture`);
      }
      const seen = clip ? meet(clip, line) : line;
      if (!isThere(seen)) continue;
      if (seen.left < -1 || seen.right > width + 1) {
        outside.push(`${label(element)} from ${Math.round(seen.left)} to ${Math.round(seen.right)}`);
      }
      const turn = turnOf(element);
      // Of what stands aslant, the box around it says nothing.
      if (turn % 90 === 0) texts.push({ owner: node, element, box: coreOf(seen, turn % 180 !== 0) });
    }
  }

  const blocks = [];
  for (const element of document.querySelectorAll(`${CONTROLS}, ${MEDIA}`)) {
    if (!isShown(element) || isFixed(element) || element.parentElement.closest("svg")) continue;
    const style = getComputedStyle(element);
    if (element.localName === "a" && style.display === "inline") continue;
    // What is larger than its words for the sake of fingers takes no room from the eye.
    if (element.matches(CONTROLS) && !isDrawn(style)) continue;
    const whole = element.getBoundingClientRect();
    const clip = clipOf(element.parentElement);
    const box = clip ? meet(clip, whole) : whole;
    if (isThere(box)) blocks.push({ owner: element, element, box });
    if (isThere(box) && (box.left < -1 || box.right > width + 1)) {
      outside.push(`${label(element)} from ${Math.round(box.left)} to ${Math.round(box.right)}`);
    }
  }

  const overlaps = new Set();
  const related = (a, b) => a.element.contains(b.owner) || b.element.contains(a.owner);
  const both = [...texts, ...blocks].sort((a, b) => a.box.top - b.box.top);
  both.forEach((one, place) => {
    for (let at = place + 1; at < both.length && both[at].box.top < one.box.bottom; at += 1) {
      const other = both[at];
      if (one.owner === other.owner) continue;
      const areTexts = one.owner !== one.element && other.owner !== other.element;
      if (!areTexts && related(one, other)) continue;
      const shared = meet(one.box, other.box);
      if (shared.width > 2 && shared.height > 2) {
        overlaps.add(`${label(one.element)} and ${label(other.element)}`);
      }
    }
  });

  for (const element of document.querySelectorAll("body *")) {
    if (element instanceof SVGElement || !element.textContent.trim() || !isShown(element)) continue;
    const style = getComputedStyle(element);
    if (style.display === "inline" || !/hidden|clip/.test(style.overflowX + style.overflowY)) continue;
    if (/^(select|input|details)$/.test(element.localName)) continue;
    const box = element.getBoundingClientRect();
    const clip = clipOf(element);
    if (box.width <= 1 || box.height <= 1 || (clip && !clip.width)) continue;
    const isCut =
      (/hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1) ||
      (/hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 1);
    if (isCut) cut.push(`${label(element)} is larger than its box`);
  }

  const beyond = root.scrollWidth - width;
  return {
    scrolls: beyond > 0 ? [`${beyond} pixels wider than the window`] : [],
    outside: [...new Set(outside)],
    overlaps: [...overlaps],
    cut: [...new Set(cut)],
  };
}
