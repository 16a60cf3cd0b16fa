// For pages that show cards of this site in frames: makes each frame as tall as its card.
// It sets no cookie, calls nobody, and heeds only messages from this site's own frames.
(() => {
  "use strict";
  const { origin } = new URL(document.currentScript.src);
  const isOurs = (frame) => {
    try {
      const { origin: from, pathname } = new URL(frame.src, document.baseURI);
      return from === origin && /^(\/[a-z]{2,3})?\/embed\//.test(pathname);
    } catch {
      return false; // What the partner wrote there is no address.
    }
  };
  const frames = () => [...document.querySelectorAll("iframe[src]")].filter(isOurs);
  const resize = ({ origin: from, source, data }) => {
    if (from !== origin || data?.coalitionDesk !== "height") return;
    const { height } = data;
    if (!Number.isFinite(height) || height < 40 || height > 5000) return;
    const frame = frames().find((candidate) => candidate.contentWindow === source);
    if (frame) frame.style.height = `${Math.ceil(height)}px`;
  };
  // The snippet brings the script once for each card; one of them listens for all.
  const mark = Symbol.for(`coalition-desk ${origin}`);
  if (!window[mark]) {
    window[mark] = true;
    window.addEventListener("message", resize);
  }
  // Cards that were there first have told their height to nobody.
  for (const frame of frames()) frame.contentWindow?.postMessage({ coalitionDesk: "ask" }, "*");
})();
