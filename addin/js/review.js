// A check and what is shown of it: verdict, counts, findings, protections.
import { ApiError, check } from "./api.js";
import { addActivity, allSources, wish } from "./declaring.js";
import { asked, card, chip, countsOf, itemsOf, stateRow } from "./findings.js";
import { currentLanguage, day, hour, t } from "./i18n.js";
import { $, busy, problem, say, session, state } from "./session.js";

export async function run() {
  if (busy()) return;
  addActivity();
  $("problem").hidden = true;
  state("busy");
  // A disabled button would drop the focus of the keyboard.
  $("check").setAttribute("aria-disabled", "true");
  say(t(session.host.kind === "word" ? "stage.reading" : "stage.sending"));
  const from = document.activeElement;
  try {
    session.opened = await session.host.read();
    await session.host.remember();
    const sources = allSources();
    if (!sources.length) throw new ApiError("no_file", "");
    say(t("stage.checking", { count: sources.length }));
    const begun = performance.now();
    session.report = await check(sources, wish());
    const seconds = (performance.now() - begun) / 1000;
    session.filter = null;
    session.everything = false;
    $("changed").hidden = true;
    draw();
    $("result").hidden = false;
    state("done");
    say(t("stage.done", { hour: hour(new Date()), seconds: seconds.toLocaleString(currentLanguage(), { maximumFractionDigits: 1 }) }));
    if (from === $("recheck") || session.host.kind === "browser") $("verdict").focus({ preventScroll: session.host.kind === "word" });
    if (session.viewer) void session.viewer.show(sources, session.report, marks());
  } catch (error) {
    problem(error);
  } finally {
    $("check").removeAttribute("aria-disabled");
  }
}

const shownItems = () => session.items.filter(({ finding, ignored }) => {
  if (session.filter === "ignored") return ignored !== null;
  if (ignored !== null) return false;
  if (session.filter) return finding.severity === session.filter;
  return session.everything || session.declaration.role === "juriste" || finding.severity !== "low";
});

export const toComment = () => session.items.filter((item) => item.here && item.ignored === null && item.finding.severity !== "low");

/** Show the report; focus and scroll stay where they are as far as they can. */
export function draw() {
  if (!session.report) return;
  const inBrowser = session.host.kind === "browser", openName = session.opened?.name ?? null;
  session.items = itemsOf(session.report, session.declaration.role, session.declaration.ignored, openName);
  $("kind").textContent = session.report.documents.map((d) => t("document_kind", { name: d.name, kind: t(`kind.${d.kind}`) })).join("\n");
  $("verdict").textContent = t(`verdict.${session.report.verdict}`);
  $("verdict").dataset.verdict = session.report.verdict;
  const { counts, evidenced } = countsOf(session.items, session.report);
  $("verdict-note").textContent = [
    session.report.activities.length || session.report.documents.every((d) => d.kind === "contract") ? "" : t("no_activity"),
    t("as_of_note", { day: day(session.report.as_of) }),
  ].filter(Boolean).join(" ");
  if (session.filter && !counts.some(([name]) => name === session.filter)) session.filter = null;
  $("filters").replaceChildren(...counts.map(([name, count]) => chip(name, count, name === session.filter)));
  const shown = shownItems();
  $("findings").replaceChildren(...shown.map((item) => card(item, session.host, session.declaration.role, inBrowser)));
  const hidden = session.filter ? 0 : session.items.filter((i) => i.ignored === null).length - shown.length;
  $("no-findings").hidden = shown.length > 0 && hidden === 0;
  $("no-findings").textContent = hidden > 0 ? t("more_low", { count: hidden }) : t("no_findings");
  const rows = [...session.report.activities, ...asked(session.report)];
  $("protections").replaceChildren(...rows.map((row, index) => stateRow(row, index, inBrowser, openName)));
  $("protections-box").hidden = rows.length === 0;
  $("protections-count").textContent = t("protections.count", { evidenced, count: asked(session.report).length });
  $("comment-all").hidden = !session.host.canComment || !toComment().length;
  $("downloads").querySelector("[data-format=docx]")?.toggleAttribute("hidden", !session.report.documents.some((d) => d.format === "docx"));
}

/** @returns {import("./viewer.js").Mark[]} */
function marks() {
  if (!session.report) return [];
  const cited = session.items.flatMap(({ finding, key }) => finding.evidence.map((evidence) =>
    ({ key, tone: finding.severity, evidence, said: finding.message })));
  const states = [...session.report.activities, ...asked(session.report)].flatMap((row, index) => row.evidence.map((evidence) =>
    ({ key: `row:${index}`, tone: row.state === "evidenced" ? "evidenced" : "medium", evidence, said: row.label })));
  // One outline a passage: a finding is told before the state of a row.
  const seen = new Set();
  return [...cited, ...states].filter(({ evidence }) => {
    const passage = `${evidence.document}|${evidence.start}`;
    return !seen.has(passage) && seen.add(passage);
  });
}

/** @param {import("./types.js").Evidence} evidence */
export async function showPassage(evidence) {
  const found = session.viewer?.focus(evidence) ?? false;
  if (found && $("to-findings")) $("to-findings").hidden = false;
  return found;
}

/** A mark of the document was chosen: show what is said of it. @param {string} key */
export function showFinding(key) {
  if (key.startsWith("row:")) {
    /** @type {HTMLDetailsElement} */ ($("protections-box")).open = true;
    reveal($("protections").querySelector(`[data-row="${key.slice(4)}"]`));
    return;
  }
  if (!shownItems().some((item) => item.key === key)) { session.filter = null; session.everything = true; draw(); }
  reveal(cardOf(key));
}

/** @param {Element | null | undefined} element */
export function reveal(element) {
  if (!element) return;
  markCurrent(element);
  element.scrollIntoView({ block: "center" });
  /** @type {HTMLElement | null} */ (element.querySelector("h3"))?.focus({ preventScroll: true });
}

/** @param {Element} element */
export function markCurrent(element) {
  for (const other of document.querySelectorAll("#panel .current")) other.classList.remove("current");
  element.classList.add("current");
}

export const cardOf = (/** @type {string} */ key) =>
  /** @type {HTMLElement | undefined} */ ([...$("findings").children].find((li) => /** @type {HTMLElement} */ (li).dataset.finding === key));

/** @param {KeyboardEvent} event */
export function arrows(event) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const target = /** @type {HTMLElement} */ (event.target);
  const li = target.closest("li");
  if (!li || target instanceof HTMLInputElement) return;
  const next = event.key === "ArrowDown" ? li.nextElementSibling : li.previousElementSibling;
  if (!next) return;
  event.preventDefault();
  reveal(next);
}

/** @param {HTMLElement} target */
export async function goFromRow(target) {
  const row = target.closest("[data-action]") && target.closest("li");
  const found = row && session.report ? [...session.report.activities, ...asked(session.report)][Number(row.dataset.row)] : null;
  if (row && found) {
    markCurrent(row);
    const there = await session.host.goTo(found.evidence[0]).catch(() => false);
    say(t(there ? "went" : "not_found"));
  }
}

/** The text that was checked is no longer the text that is there. */
export const stale = () => { if (session.report) $("changed").hidden = false; };
