// Cards: what each finding and protection says, and what may be done about it.
import { day, money, t } from "./i18n.js";
import { identityOf, keyOf } from "./state.js";

/** @typedef {import("./types.js").Finding} Finding */
/** @typedef {import("./types.js").Evidence} Evidence */
/** @typedef {import("./types.js").Report} Report */
/** @typedef {import("./types.js").Host} Host */
/** @typedef {"go" | "comment" | "insert" | "insert-anyway" | "copy" | "ignore" | "ignore-save" | "restore" | "cancel"} Action */
/** @typedef {{ finding: Finding, key: string, ignored: string | null, here: Evidence | null }} Item */

export const SEVERITIES = /** @type {const} */ (["critical", "high", "medium", "low"]);
/** Findings whose proposed text is a clause; of the others it is a request to the insurer. */
export const CLAUSE_CODES = new Set([
  "cap_exceeds_policy", "cap_formula", "no_cap", "very_low_cap", "carveout_uncapped",
  "penalties_uninsured", "penalties_uncapped", "clause_absent", "aggravated_liability",
]);
/** A waiver of recourse is put to the insurer, whatever its code. */
const REQUESTED_CLAUSES = new Set(["ct.renonciation"]);
/** About the requirements of a contract: what a client reads first. */
const CLIENT_FIRST = /^(requirement_|expired|not_yet_valid|suspended|entity_|issuer_|rc_pro_|activity_|not_evidence|no_insurance)/;
const APPROVING = new Set(["evidenced", "conditional", "evidenced_no_amount"]);
const SHAPES = { critical: "■", high: "▲", medium: "◆", low: "●", evidenced: "✓", ignored: "–" };

/** @param {Finding} finding */
export const isClause = (finding) => finding.suggested_text !== null && CLAUSE_CODES.has(finding.code)
  && !REQUESTED_CLAUSES.has(finding.clause ?? "");

/** Return the findings in the order of a role. @param {Report} report @param {string} role
 * @param {import("./types.js").Ignored[]} ignored @param {string | null} openName @returns {Item[]} */
export function itemsOf(report, role, ignored, openName) {
  const reasons = new Map(ignored.map((one) => [keyOf(one), one.reason]));
  const items = report.findings.map((finding) => {
    const key = keyOf(identityOf(finding));
    const here = finding.evidence.find((e) => e.document === openName && e.part === "body") ?? null;
    return { finding, key, ignored: reasons.get(key) ?? null, here };
  });
  const grave = (/** @type {Item} */ item) => SEVERITIES.indexOf(item.finding.severity);
  const first = (/** @type {Item} */ { finding, here }) => {
    if (role === "client") return CLIENT_FIRST.test(finding.code) ? 0 : 1;
    if (role === "juriste") return here ? here.start : Number.MAX_SAFE_INTEGER;
    return finding.clause ? 1 : 0;
  };
  return items.sort((a, b) => grave(a) - grave(b) || first(a) - first(b));
}

/** Return an element with a class and a text. @param {string} tag @param {string} [className] @param {string} [text] */
export function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

/** Office.js moves the focus of Word on the web, and knows no summary without a tabindex.
 * @param {string} text */
function summary(text) {
  const element = make("summary", "", text);
  element.tabIndex = 0;
  return element;
}

/** @param {string} text @param {Action} action @param {boolean} [main] */
export function actionButton(text, action, main = false) {
  const button = /** @type {HTMLButtonElement} */ (make("button", main ? "primary" : "", text));
  button.type = "button";
  button.dataset.action = action;
  return button;
}

/** Return a severity or state as a shape and a word: never by colour alone.
 * @param {string} tone @param {string} text */
function badge(tone, text) {
  const element = make("span", "badge");
  element.dataset.tone = tone;
  const shape = make("span", "", SHAPES[/** @type {keyof typeof SHAPES} */ (tone)] ?? "●");
  shape.setAttribute("aria-hidden", "true");
  element.append(shape, ` ${text}`);
  return element;
}

/** @param {Evidence} evidence */
export function placeOf(evidence) {
  const place = evidence.page !== null ? t("place.page", { page: evidence.page })
    : evidence.paragraph !== null ? t("place.paragraph", { paragraph: evidence.paragraph + 1 }) : "";
  return [evidence.document, place].filter(Boolean).join(", ");
}

/** @param {Evidence} evidence @param {number} index @param {boolean} reachable */
function quotation(evidence, index, reachable) {
  const figure = make("figure", "quote");
  const quote = make("blockquote", "", evidence.quote);
  const caption = make("figcaption");
  if (reachable) {
    const go = actionButton(placeOf(evidence), "go");
    go.classList.add("link");
    go.dataset.evidence = String(index);
    go.setAttribute("aria-label", t("action.go_to", { place: placeOf(evidence) }));
    caption.append(go);
  } else caption.textContent = placeOf(evidence);
  figure.append(quote, caption);
  return figure;
}

/** @param {Finding} finding */
function why(finding) {
  const box = /** @type {HTMLDetailsElement} */ (make("details", "why"));
  box.append(summary(t("why")));
  if (finding.expected) box.append(make("p", "", t("why.expected", { text: finding.expected })));
  if (finding.found) box.append(make("p", "", t("why.found", { text: finding.found })));
  for (const law of finding.legal) {
    const dated = law.text_date ? t("why.dated", { day: day(law.text_date) }) : t("why.undated");
    box.append(make("p", "", [law.ref, law.title, dated].filter(Boolean).join(" · ")));
  }
  box.append(make("p", "rule", t("why.rule", { code: finding.code })));
  return box;
}

/** @param {Item} item @param {Host} host @param {string} role @param {boolean} inBrowser */
export function card(item, host, role, inBrowser) {
  const { finding, key, ignored, here } = item;
  const li = /** @type {HTMLLIElement} */ (make("li", "card"));
  Object.assign(li.dataset, { finding: key, code: finding.code, severity: finding.severity });
  if (ignored !== null) li.dataset.ignored = "yes";
  li.append(badge(finding.severity, t(`severity.${finding.severity}`)));
  const title = make("h3", "", finding.message);
  title.tabIndex = -1;
  li.append(title, make("p", "next", finding.action));
  const shown = finding.evidence.slice(0, 3);
  shown.forEach((evidence, index) => {
    li.append(quotation(evidence, index, inBrowser || (evidence.document === here?.document && evidence.part === "body")));
  });
  if (!shown.length) li.append(make("p", "hint", t("no_quote")));
  if (ignored !== null) li.append(make("p", "reason", t("ignored.reason", { reason: ignored })));
  if (finding.suggested_text) {
    const box = make("details", "suggestion");
    box.append(summary(t(isClause(finding) ? "clause" : "request")), make("p", "", finding.suggested_text));
    li.append(box);
  }
  const reason = why(finding);
  if (role === "juriste") reason.open = true;
  li.append(reason, actions(item, host, role));
  const said = make("p", "said");
  said.setAttribute("role", "status");
  li.append(said);
  return li;
}

/** @param {Item} item @param {Host} host @param {string} role */
function actions({ finding, ignored, here }, host, role) {
  const row = make("div", "actions");
  if (ignored !== null) {
    row.append(actionButton(t("action.restore"), "restore"));
    return row;
  }
  const clause = isClause(finding);
  if (host.kind === "word" && here) {
    row.append(actionButton(t("action.go"), "go", true));
    if (host.canComment) row.append(actionButton(t("action.comment"), "comment"));
  }
  // A client comments on the other party's text; inserting is for those who hold the pen.
  if (clause && host.canInsert && role !== "client") row.append(actionButton(t("action.insert"), "insert"));
  row.append(actionButton(t(finding.suggested_text ? (clause ? "action.copy_clause" : "action.copy_request") : "action.copy"), "copy"));
  row.append(actionButton(t("action.ignore"), "ignore"));
  return row;
}

/** Ask in the card itself: a dialog does not exist in Word. @param {"ignore" | "insert"} what */
export function askInCard(what) {
  const box = make("div", "ask");
  box.setAttribute("role", "group");
  if (what === "ignore") {
    const label = make("label", "", t("ignore.reason"));
    const input = /** @type {HTMLInputElement} */ (make("input", "reason-input"));
    input.required = true;
    input.maxLength = 300;
    label.append(input);
    box.append(label, actionButton(t("ignore.save"), "ignore-save", true));
  } else box.append(make("p", "", t("insert.untracked")), actionButton(t("insert.yes"), "insert-anyway", true));
  box.append(actionButton(t("cancel"), "cancel"));
  return box;
}

/** Return what a comment or the clipboard says of a finding. @param {Finding} finding */
export const commentText = (finding) => [
  finding.message, finding.action, finding.suggested_text,
  finding.legal.map((law) => law.ref).join(" ; "),
].filter(Boolean).join("\n");

/** Return the chips: counts that filter. @param {Item[]} items @param {Report} report */
export function countsOf(items, report) {
  const left = items.filter((item) => item.ignored === null);
  /** @type {[string, number][]} */
  const counts = SEVERITIES.map((severity) => [severity, left.filter((i) => i.finding.severity === severity).length]);
  counts.push(["ignored", items.length - left.length]);
  return { counts: counts.filter(([, count]) => count > 0), evidenced: asked(report).filter((p) => APPROVING.has(p.state)).length };
}

/** @param {string} name @param {number} count @param {boolean} pressed */
export function chip(name, count, pressed) {
  const button = /** @type {HTMLButtonElement} */ (make("button", "chip"));
  button.type = "button";
  button.dataset.filter = name;
  button.setAttribute("aria-pressed", String(pressed));
  button.append(badge(name, t(`count.${name}`, { count })));
  return button;
}

/** Return the protections that something asks for, what is missing first. @param {Report} report */
export const asked = (report) => report.protections
  .filter((p) => p.required_by.length || p.required_amount !== null)
  .sort((a, b) => Number(APPROVING.has(a.state)) - Number(APPROVING.has(b.state))
    || SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));

/** @param {string} state */
const toneOf = (state) => (APPROVING.has(state) ? "evidenced" : state === "unclear" || state === "not_evidenced" ? "medium" : "critical");

/** @param {import("./types.js").ProtectionResult | import("./types.js").ActivityResult} result
 *  @param {number} index @param {boolean} inBrowser @param {string | null} openName */
export function stateRow(result, index, inBrowser, openName) {
  const li = make("li", "row");
  Object.assign(li.dataset, { state: result.state, id: result.id, row: String(index) });
  const head = make("div", "row-head");
  head.append(make("strong", "", result.label), badge(toneOf(result.state), t(`state.${result.state}`)));
  li.append(head);
  if ("found_amount" in result) {
    const amounts = [
      result.found_amount && t("amount.found", { amount: money(result.found_amount, result.found_currency) }),
      result.required_amount && t("amount.required", { amount: money(result.required_amount, "EUR") }),
    ].filter(Boolean).join(" · ");
    if (amounts) li.append(make("p", "amounts", amounts));
  }
  li.append(make("p", "hint", result.why));
  const [evidence] = result.evidence;
  if (evidence) li.append(quotation(evidence, 0, inBrowser || (evidence.document === openName && evidence.part === "body")));
  return li;
}
