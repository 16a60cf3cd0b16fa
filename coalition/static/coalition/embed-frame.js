// Tells the page around a card how tall the card is, whenever that changes, and nothing else.
(() => {
  "use strict";
  if (window.parent === window) return;
  const card = document.documentElement;
  const tell = () => {
    const height = Math.ceil(card.getBoundingClientRect().height);
    window.parent.postMessage({ coalitionDesk: "height", height }, "*");
  };
  new ResizeObserver(tell).observe(card);
  // The partner's script may come later than the card.
  window.addEventListener("message", (event) => {
    if (event.source === window.parent && event.data?.coalitionDesk === "ask") tell();
  });
})();
