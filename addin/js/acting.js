// What a person does with a finding: go there, comment, insert, copy, set aside.
import { askInCard, commentText, isClause } from "./findings.js";
import { t } from "./i18n.js";
import { cardOf, draw, markCurrent, reveal, stale } from "./review.js";
import { $, keep, say, session } from "./session.js";
import { identityOf, keyOf } from "./state.js";

/** @typedef {import("./findings.js").Item} Item */

/** @param {HTMLElement} target */
export async function act(target) {
  const pressed = /** @type {HTMLElement | null} */ (target.closest("[data-action]"));
  const li = pressed?.closest("li");
  const item = session.items.find(({ key }) => key === li?.dataset.finding);
  if (!pressed || !li || !item || pressed.getAttribute("aria-disabled") === "true") return;
  const told = (/** @type {string} */ text) => { /** @type {HTMLElement} */ (li.querySelector(".said")).textContent = text; };
  const { finding } = item;
  markCurrent(li);
  pressed.setAttribute("aria-disabled", "true");
  try {
    switch (pressed.dataset.action) {
      case "go": {
        const evidence = pressed.dataset.evidence ? finding.evidence[Number(pressed.dataset.evidence)] : item.here;
        if (evidence) told(t((await session.host.goTo(evidence)) ? "went" : "not_found"));
        break;
      }
      case "comment":
        if (item.here) await commentOn(item, told, li);
        break;
      case "insert":
        if (session.host.canTrack) await insertFor(item, told);
        else openAsk(li, "insert");
        break;
      case "insert-anyway":
        await insertFor(item, told);
        li.querySelector(".ask")?.remove();
        break;
      case "copy":
        await copy(finding.suggested_text ?? commentText(finding), told, li);
        break;
      case "ignore": openAsk(li, "ignore"); break;
      case "ignore-save": ignore(item, li, told); break;
      case "restore":
        session.declaration.ignored = session.declaration.ignored.filter((one) => keyOf(one) !== item.key);
        keep();
        draw();
        say(t("restored"));
        reveal(cardOf(item.key) ?? $("findings").firstElementChild);
        break;
      case "cancel":
        li.querySelector(".ask")?.remove();
        /** @type {HTMLElement | null} */ (li.querySelector("h3"))?.focus();
        break;
    }
  } catch (error) {
    told(refusal(error));
    const action = pressed.dataset.action ?? "";
    if (action === "comment") copyable(commentText(finding), li);
    else if (action.startsWith("insert")) copyable(finding.suggested_text ?? "", li);
  } finally {
    pressed.removeAttribute("aria-disabled");
  }
}

/** Return a sentence for what Word refuses. @param {unknown} error */
export function refusal(error) {
  const code = /** @type {{ code?: string }} */ (error)?.code ?? "";
  return t(code === "AccessDenied" || code === "NotAllowed" ? "refused_by_word" : "failed_in_word");
}

/** @param {HTMLElement} li @param {"ignore" | "insert"} what */
function openAsk(li, what) {
  li.querySelector(".ask")?.remove();
  const box = askInCard(what);
  li.querySelector(".actions")?.after(box);
  /** @type {HTMLElement | null} */ (box.querySelector("input, button"))?.focus();
}

/** @param {Item} item @param {(text: string) => void} told @param {HTMLElement} li */
async function commentOn(item, told, li) {
  if (!item.here) return;
  const done = await session.host.comment(item.here, commentText(item.finding));
  told(t(done ? "commented" : "not_found"));
  if (!done) copyable(commentText(item.finding), li);
}

/** @param {Item} item @param {(text: string) => void} told */
async function insertFor(item, told) {
  if (!isClause(item.finding) || !item.finding.suggested_text) return;
  const done = await session.host.insert(item.finding.suggested_text, item.here);
  told(t(!done ? "not_found" : session.host.canTrack ? "inserted" : "inserted_untracked"));
  if (done) stale();
}

/** @param {string} text @param {(text: string) => void} told @param {HTMLElement} li */
async function copy(text, told, li) {
  try {
    await navigator.clipboard.writeText(text);
    told(t("copied"));
  } catch {
    // A framed page may not reach the clipboard: the older way, else the text to select.
    const field = copyable(text, li);
    field.select();
    told(t(document.execCommand("copy") ? "copied" : "copy_by_hand"));
  }
}

/** @param {string} text @param {HTMLElement} li */
function copyable(text, li) {
  li.querySelector("[data-copyable]")?.remove();
  const field = document.createElement("textarea");
  Object.assign(field, { value: text, readOnly: true, rows: 4 });
  field.dataset.copyable = "yes";
  field.setAttribute("aria-label", t("copyable"));
  li.querySelector(".said")?.before(field);
  return field;
}

/** @param {Item} item @param {HTMLElement} li @param {(text: string) => void} told */
function ignore(item, li, told) {
  const reason = /** @type {HTMLInputElement} */ (li.querySelector(".reason-input")).value.trim();
  if (!reason) { told(t("ignore.needs_reason")); return; }
  session.declaration.ignored.push({ ...identityOf(item.finding), reason });
  keep();
  const next = /** @type {HTMLElement | null} */ (li.nextElementSibling ?? li.previousElementSibling);
  const nextKey = next?.dataset.finding ?? "";
  draw();
  say(t("ignored"));
  const there = cardOf(nextKey);
  if (there) reveal(there);
  else $("verdict").focus();
}
