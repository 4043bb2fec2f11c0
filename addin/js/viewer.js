// The documents beside the findings: pages of a PDF with outlines, text of a Word file with marks.
import { showPages } from "./api.js";
import { make } from "./findings.js";
import { t } from "./i18n.js";

/** @typedef {import("./types.js").Evidence} Evidence */
/** @typedef {{ key: string, tone: string, evidence: Evidence, said: string }} Mark */

/** As many pages as the server draws at once; further ones come when they are quoted. */
const MOST_PAGES = 12;
const FIRST_PAGES = 4;

/** @param {HTMLElement} root @param {(key: string) => void} chosen called with the finding of a mark */
export function makeViewer(root, chosen) {
  root.addEventListener("click", (event) => {
    const mark = /** @type {HTMLElement} */ (event.target).closest("[data-mark]");
    if (mark) chosen(/** @type {HTMLElement} */ (mark).dataset.mark ?? "");
  });
  return { show, focus };

  /** Draw the documents; what cannot be drawn is said in its place.
   * @param {import("./types.js").Source[]} sources @param {import("./types.js").Report} report @param {Mark[]} marks */
  async function show(sources, report, marks) {
    root.replaceChildren();
    root.hidden = !sources.length;
    for (const source of sources) {
      const own = marks.filter((mark) => mark.evidence.document === source.name);
      const pages = report.documents.find((d) => d.name === source.name)?.pages ?? 0;
      const box = make("section", "document");
      const title = make("h2", "", source.name);
      const hint = make("p", "hint", t("viewer.loading"));
      box.append(title, hint);
      root.append(box);
      try {
        const shown = await showPages(source, wanted(own, pages));
        hint.remove();
        for (const page of shown.pages) box.append(drawn(page, own, source.name));
        if (shown.blocks.length) box.append(written(shown.blocks, own));
        if (pages > shown.pages.length && shown.pages.length) box.append(make("p", "hint", t("viewer.some_pages", { count: pages })));
      } catch {
        hint.textContent = t("viewer.failed");
      }
    }
  }

  /** Scroll to a passage and show which one it is. @param {Evidence} evidence */
  function focus(evidence) {
    const found = [...root.querySelectorAll("[data-passage]")].filter((e) =>
      /** @type {HTMLElement} */ (e).dataset.passage === passageOf(evidence));
    for (const other of root.querySelectorAll(".current")) other.classList.remove("current");
    for (const element of found) element.classList.add("current");
    const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
    found[0]?.scrollIntoView({ block: "center", behavior: quiet ? "auto" : "smooth" });
    return found.length > 0;
  }
}

const passageOf = (/** @type {Evidence} */ evidence) => [evidence.document, evidence.start, evidence.end].join("|");

/** @param {Mark[]} marks @param {number} pages */
function wanted(marks, pages) {
  const quoted = marks.map((mark) => mark.evidence.page).filter((page) => page !== null);
  const first = Array.from({ length: Math.min(pages, FIRST_PAGES) }, (_, index) => index + 1);
  return [...new Set([...quoted, ...first])].slice(0, MOST_PAGES).sort((a, b) => a - b);
}

/** @param {import("./types.js").PageShown} page @param {Mark[]} marks @param {string} name */
function drawn(page, marks, name) {
  const figure = make("figure", "page");
  figure.dataset.page = String(page.page);
  const image = document.createElement("img");
  Object.assign(image, { src: page.image, alt: t("viewer.page", { page: page.page, document: name }),
    width: Math.round(page.width_pt), height: Math.round(page.height_pt) });
  figure.append(image);
  for (const mark of marks) {
    if (mark.evidence.page !== page.page) continue;
    for (const [left, top, right, bottom] of mark.evidence.boxes ?? []) {
      const outline = /** @type {HTMLButtonElement} */ (button(mark));
      outline.className = "outline";
      // Set through the object model: the policy of the page forbids style attributes.
      outline.style.left = `${(left / page.width_pt) * 100}%`;
      outline.style.top = `${(top / page.height_pt) * 100}%`;
      outline.style.width = `${((right - left) / page.width_pt) * 100}%`;
      outline.style.height = `${((bottom - top) / page.height_pt) * 100}%`;
      figure.append(outline);
    }
  }
  return figure;
}

/** @param {Mark} mark */
function button(mark) {
  const element = document.createElement("button");
  element.type = "button";
  // The list is the way for the keyboard; the marks are for the pointer.
  element.tabIndex = -1;
  element.setAttribute("aria-label", mark.said);
  Object.assign(element.dataset, { mark: mark.key, tone: mark.tone, passage: passageOf(mark.evidence) });
  return element;
}

/** @param {import("./types.js").BlockShown[]} blocks @param {Mark[]} marks */
function written(blocks, marks) {
  const sheet = make("div", "sheet");
  for (const block of blocks) {
    const row = block.table === null ? null : `${block.table}.${block.row}`;
    const element = make("p", `block ${block.kind}`);
    const inside = marks.filter(({ evidence }) => evidence.start < block.end && evidence.end > block.start)
      .sort((a, b) => a.evidence.start - b.evidence.start);
    let at = block.start;
    for (const mark of inside) {
      const start = Math.max(mark.evidence.start, at), end = Math.min(mark.evidence.end, block.end);
      if (start >= end) continue;
      element.append(slice(block, at, start));
      const marked = document.createElement("mark");
      marked.textContent = slice(block, start, end);
      Object.assign(marked.dataset, { mark: mark.key, tone: mark.tone, passage: passageOf(mark.evidence) });
      element.append(marked);
      at = end;
    }
    element.append(slice(block, at, block.end));
    const last = /** @type {HTMLElement | null} */ (sheet.lastElementChild);
    if (row && last?.dataset.row === row) last.append(element);
    else if (row) {
      const line = make("div", "cells");
      line.dataset.row = row;
      line.append(element);
      sheet.append(line);
    } else sheet.append(element);
  }
  return sheet;
}

/** Offsets are code points; a string of JavaScript counts UTF-16 units.
 * @param {import("./types.js").BlockShown} block @param {number} start @param {number} end */
const slice = (block, start, end) => [...block.text].slice(start - block.start, end - block.start).join("");
