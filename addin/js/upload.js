// A plain browser: no document is open; passages are shown on the pages beside (viewer.js).
import { emptyDeclaration, fromXml, toXml } from "./state.js";

const KEY = "checker.declaration";

/** @param {(evidence: import("./types.js").Evidence) => Promise<boolean>} show
 *  @returns {import("./types.js").Host} */
export const browserHost = (show) => ({
  kind: "browser",
  language: navigator.language.startsWith("en") ? "en" : "fr",
  canComment: false,
  canInsert: false,
  canTrack: false,
  read: async () => null,
  remember: async () => {},
  load: async () => {
    try { return fromXml(localStorage.getItem(KEY) ?? "<none/>"); } catch { return null; }
  },
  // Who one is and what one does; never what a document says.
  save: async ({ role, activities, profile, minimums }) => {
    const kept = { ...emptyDeclaration(), role, activities, profile, minimums };
    try { localStorage.setItem(KEY, toXml(kept)); } catch { /* a browser that keeps nothing */ }
  },
  goTo: show,
  comment: async () => false,
  insert: async () => false,
  watch: async () => {},
  open: (url) => {
    const link = document.createElement("a");
    Object.assign(link, { href: url, target: "_blank", rel: "noopener" });
    link.click();
    return true;
  },
});
