// The element that has the focus: where it comes in the page, where it is, and whether that shows.
() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const all = [...document.querySelectorAll("*")];
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 0), innerHeight - 1);
  const [line] = element.getClientRects();
  const top = document.elementFromPoint(
    line ? line.left + Math.min(line.width / 2, 8) : x, line ? line.top + line.height / 2 : y,
  );
  const words = (element.getAttribute("aria-label") || element.textContent || element.name || "");
  return {
    place: all.indexOf(element),
    words: `${element.localName} “${words.trim().replace(/\s+/g, " ").slice(0, 40)}”`,
    left: box.left + scrollX,
    top: box.top + scrollY,
    isInView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    isCovered: Boolean(top) && !element.contains(top) && !top.contains(element),
    isMarked:
      (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) ||
      style.boxShadow !== "none",
  };
}
