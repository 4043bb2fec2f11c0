// Wiring of the panel: the pane in Word and the page in a browser are the same.
//
// What tests may rely on (ids and data attributes stay):
//   #app[data-host=word|browser][data-state=loading|ready|busy|done|problem|dead]
//   #status (role=status)   #problem > #problem-text   #token-form #token #token-save
//   #file-input #file-list > li[data-name]   #role #activity-input #activity-list > li[data-value]
//   #options #profile #minimum-protection #minimum-amount #minimum-add #minimum-list #firm #as-of
//   #check   #changed #recheck   #result #kind #verdict[data-verdict] #verdict-note
//   #filters > button[data-filter=critical|high|medium|low|ignored][aria-pressed]
//   #findings > li[data-finding][data-code][data-severity][data-ignored?]; in it
//     [data-action=go|comment|insert|insert-anyway|copy|ignore|ignore-save|restore|cancel],
//     .reason-input, .said (role=status), .why, .suggestion, [data-copyable] when copying fails
//   #protections > li[data-id][data-state]   #downloads > [data-format=html|docx|json|letter]
//   #download-link > a   #comment-all #bulk-confirm #bulk-yes #bulk-no
//   browser: #viewer .page[data-page] .outline[data-mark], .sheet mark[data-mark]   #to-findings
import { ApiError, MOST_BYTES, check, listActivities, listProfiles, makeReport, recallToken, setToken } from "./api.js";
import { asked, askInCard, card, chip, commentText, countsOf, isClause, itemsOf, make, stateRow } from "./findings.js";
import { currentLanguage, day, hour, loadWords, t, translate } from "./i18n.js";
import { emptyDeclaration, identityOf, keyOf } from "./state.js";
import { browserHost } from "./upload.js";
import { surroundings, wordHost } from "./word.js";

/** @typedef {import("./types.js").Source} Source */
/** @typedef {import("./findings.js").Item} Item */

/** @template {HTMLElement} [E=HTMLElement] @param {string} id @returns {E} */
const $ = (id) => /** @type {E} */ (document.getElementById(id));
const app = $("app");
/** @type {import("./types.js").Host} */
let host;
let declaration = emptyDeclaration();
/** @type {Source[]} */
let files = [];
/** @type {Source | null} */
let opened = null;
/** @type {import("./types.js").Report | null} */
let report = null;
/** @type {Item[]} */
let items = [];
/** @type {string | null} */
let filter = null;
let everything = false;
let checkedAt = 0;
/** @type {ReturnType<typeof import("./viewer.js").makeViewer> | null} */
let viewer = null;
/** Our own comments and clauses make Word say that the document changed, a moment later. */
const ECHO_MS = 1500;
let wroteAt = -Infinity;

const say = (/** @type {string} */ text) => { $("status").textContent = text; };
const state = (/** @type {string} */ name) => { app.dataset.state = name; };
const busy = () => app.dataset.state === "busy";

/** Say what went wrong and what to do; never leave the pane without a word. @param {unknown} error */
function problem(error) {
  const code = error instanceof ApiError ? error.code : "unexpected";
  const known = t(`problem.${code}`);
  const detail = error instanceof Error && code !== "office" && code !== "unexpected" ? error.message : "";
  $("problem-text").textContent = detail || (known === `problem.${code}` ? t("problem.unexpected") : known);
  $("problem").hidden = false;
  $("token-form").hidden = code !== "unauthorized";
  if (code === "unauthorized") $("token").focus();
  say("");
  state("problem");
}

async function start() {
  // Without words there is no sentence to show: the browser's language first, Word's later.
  await loadWords(document.documentElement.lang);
  try {
    host = (app.dataset.host === "word" ? await wordHost() : null) ?? browserHost(showPassage);
  } catch (error) {
    host = browserHost(showPassage);
    problem(error);
  }
  // Pages are shown by the page only: the pane does not load what it cannot use.
  if ($("viewer")) viewer = (await import("./viewer.js")).makeViewer($("viewer"), showFinding);
  app.dataset.host = host.kind;
  if (host.kind === "word" && host.language !== currentLanguage()) await loadWords(host.language);
  theme();
  for (const [id, key] of [["lead", "lead"], ["drop-title", "files"], ["check", "check"]]) $(id).dataset.i18n = `${key}.${host.kind}`;
  translate(document);
  recallToken(surroundings().partition);
  declaration = (await host.load().catch(() => null)) ?? declaration;
  wire();
  fill();
  if (app.dataset.state === "loading") {
    state("ready");
    say(declaration.attachments.length ? t("attach_again", { names: declaration.attachments.join(", ") }) : t("ready"));
  }
  await lists().catch((error) => { if (error.code === "unauthorized") problem(error); });
  await host.watch(documentChanged).catch(() => {});
}

function theme() {
  const { dark } = surroundings();
  if (dark === null || host.kind !== "word") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = dark ? "dark" : "light";
}

/** Offer what the server knows: activities with their NAF codes, profiles, protections. */
async function lists() {
  const [activities, profiles] = await Promise.all([listActivities(), listProfiles()]);
  $("activity-options").replaceChildren(...activities.map((activity) =>
    option(activity.label, [activity.id, ...activity.naf].join(" · "))));
  const protections = new Map(activities.flatMap((a) => a.requires.map((need) => [need.id, need.label])));
  $("minimum-protection").replaceChildren(...[...protections].map(([id, label]) => option(id, label)));
  const chosen = $("profile");
  chosen.replaceChildren(chosen.children[0], ...profiles.map((profile) => option(profile.id, profile.label)));
  /** @type {HTMLSelectElement} */ (chosen).value = declaration.profile;
}

/** @param {string} value @param {string} label */
const option = (value, label) => Object.assign(document.createElement("option"), { value, label, textContent: label });

function wire() {
  $("form").addEventListener("submit", (event) => { event.preventDefault(); void run(); });
  $("recheck").addEventListener("click", () => void run());
  $("role").addEventListener("change", () => { declaration.role = value("role"); keep(); draw(); });
  $("profile").addEventListener("change", () => { declaration.profile = value("profile"); keep(); });
  $("activity-input").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "," && event.key !== ";") return;
    if (!value("activity-input").trim()) return;
    event.preventDefault();
    addActivity();
  });
  $("activity-input").addEventListener("change", addActivity);
  $("minimum-add").addEventListener("click", addMinimum);
  $("minimum-amount").addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); addMinimum(); } });
  $("file-input").addEventListener("change", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    addFiles([...input.files ?? []]);
    input.value = "";
  });
  for (const kind of ["dragover", "dragleave", "drop"]) document.addEventListener(kind, (event) => {
    event.preventDefault();
    $("drop").classList.toggle("over", kind === "dragover");
    if (kind === "drop") addFiles([.../** @type {DragEvent} */ (event).dataTransfer?.files ?? []]);
  });
  $("token-form").addEventListener("submit", (event) => {
    event.preventDefault();
    setToken(value("token"));
    $("problem").hidden = true;
    state("ready");
    say(t("ready"));
    lists().catch(problem);
  });
  $("filters").addEventListener("click", (event) => {
    const name = /** @type {HTMLElement} */ (event.target).closest("button")?.dataset.filter;
    if (!name) return;
    filter = filter === name ? null : name;
    draw();
    /** @type {HTMLElement | null} */ ($("filters").querySelector(`[data-filter="${name}"]`))?.focus();
  });
  $("findings").addEventListener("click", (event) => void act(/** @type {HTMLElement} */ (event.target)));
  $("findings").addEventListener("keydown", arrows);
  $("protections").addEventListener("click", (event) => void goFromRow(/** @type {HTMLElement} */ (event.target)));
  $("comment-all").addEventListener("click", () => bulk(true));
  $("bulk-no").addEventListener("click", () => bulk(false));
  $("bulk-yes").addEventListener("click", () => void commentAll());
  $("downloads").addEventListener("click", (event) => {
    const format = /** @type {HTMLElement} */ (event.target).closest("button")?.dataset.format;
    if (format) void download(format);
  });
  $("to-findings")?.addEventListener("click", () => {
    $("to-findings").hidden = true;
    const current = /** @type {HTMLElement | null} */ (document.querySelector(".card.current h3"));
    (current ?? $("verdict")).focus();
  });
  window.addEventListener("focus", theme);
}

const value = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ ($(id)).value;

function addActivity() {
  for (const text of value("activity-input").split(/[,;]/).map((part) => part.trim()).filter(Boolean))
    if (!declaration.activities.includes(text)) declaration.activities.push(text);
  /** @type {HTMLInputElement} */ ($("activity-input")).value = "";
  keep();
  fill();
}

function addMinimum() {
  const amount = value("minimum-amount").trim();
  if (!amount || !value("minimum-protection")) return;
  const id = value("minimum-protection");
  declaration.minimums = [...declaration.minimums.filter((text) => !text.startsWith(`${id}=`)), `${id}=${amount}`];
  /** @type {HTMLInputElement} */ ($("minimum-amount")).value = "";
  keep();
  fill();
}

/** @param {File[]} added */
function addFiles(added) {
  if (added.some((file) => file.size > MOST_BYTES)) problem(new ApiError("too_large", ""));
  const taken = added.filter((file) => file.size <= MOST_BYTES);
  files = [...files.filter((old) => !taken.some((file) => file.name === old.name)), ...taken.map((file) => ({ name: file.name, blob: file }))];
  declaration.attachments = files.map((file) => file.name);
  if (host.kind === "word") keep();
  fill();
  // In the browser, dropping a document is asking for its check.
  if (host.kind === "browser" && taken.length && app.dataset.state !== "problem") say(t("files.ready", { count: files.length }));
}

function keep() {
  host.save(declaration).catch(() => say(t("not_kept")));
}

/** Show what is declared. */
function fill() {
  /** @type {HTMLSelectElement} */ ($("role")).value = declaration.role;
  chips("activity-list", declaration.activities, (text) => text);
  chips("minimum-list", declaration.minimums, (text) => text.replace("=", " ≥ "));
  chips("file-list", files.map((file) => file.name), (text) => text);
}

/** @param {string} id @param {string[]} values @param {(text: string) => string} label */
function chips(id, values, label) {
  $(id).replaceChildren(...values.map((text) => {
    const li = make("li", "", label(text));
    Object.assign(li.dataset, { value: text, name: text });
    const remove = /** @type {HTMLButtonElement} */ (make("button", "remove", "×"));
    remove.type = "button";
    remove.setAttribute("aria-label", t("remove", { name: label(text) }));
    remove.addEventListener("click", () => {
      const without = (/** @type {string[]} */ list) => list.filter((one) => one !== text);
      if (id === "activity-list") declaration.activities = without(declaration.activities);
      else if (id === "minimum-list") declaration.minimums = without(declaration.minimums);
      else {
        files = files.filter((file) => file.name !== text);
        declaration.attachments = files.map((file) => file.name);
      }
      keep();
      fill();
      $(id === "activity-list" ? "activity-input" : id === "minimum-list" ? "minimum-amount" : "file-input").focus();
    });
    li.append(remove);
    return li;
  }));
}

const wish = () => ({ ...declaration, firm: value("firm").trim(), asOf: value("as-of") });

async function run() {
  if (busy()) return;
  addActivity();
  $("problem").hidden = true;
  state("busy");
  // A disabled button would drop the focus of the keyboard.
  $("check").setAttribute("aria-disabled", "true");
  say(t(host.kind === "word" ? "stage.reading" : "stage.sending"));
  const from = document.activeElement;
  try {
    opened = await host.read();
    const sources = allSources();
    if (!sources.length) throw new ApiError("no_file", "");
    say(t("stage.checking", { count: sources.length }));
    const begun = performance.now();
    report = await check(sources, wish());
    checkedAt = performance.now();
    filter = null;
    everything = false;
    $("changed").hidden = true;
    draw();
    $("result").hidden = false;
    state("done");
    say(t("stage.done", { hour: hour(new Date()), seconds: ((checkedAt - begun) / 1000).toLocaleString(currentLanguage(), { maximumFractionDigits: 1 }) }));
    if (from === $("recheck") || host.kind === "browser") $("verdict").focus({ preventScroll: host.kind === "word" });
    if (viewer) void viewer.show(sources, report, marks());
  } catch (error) {
    problem(error);
  } finally {
    $("check").removeAttribute("aria-disabled");
  }
}

/** The open document first; a file of the same name stands beside it under another. */
const allSources = () => [
  ...(opened ? [opened] : []),
  ...files.map((file) => (file.name === opened?.name ? { ...file, name: `+ ${file.name}` } : file)),
];

const shownItems = () => items.filter(({ finding, ignored }) => {
  if (filter === "ignored") return ignored !== null;
  if (ignored !== null) return false;
  if (filter) return finding.severity === filter;
  return everything || declaration.role === "juriste" || finding.severity !== "low";
});

/** Show the report; focus and scroll stay where they are as far as they can. */
function draw() {
  if (!report) return;
  const inBrowser = host.kind === "browser", openName = opened?.name ?? null;
  items = itemsOf(report, declaration.role, declaration.ignored, openName);
  $("kind").textContent = report.documents.map((d) => t("document_kind", { name: d.name, kind: t(`kind.${d.kind}`) })).join("\n");
  $("verdict").textContent = t(`verdict.${report.verdict}`);
  $("verdict").dataset.verdict = report.verdict;
  const { counts, evidenced } = countsOf(items, report);
  $("verdict-note").textContent = [
    report.activities.length || report.documents.every((d) => d.kind === "contract") ? "" : t("no_activity"),
    t("as_of_note", { day: day(report.as_of) }),
  ].filter(Boolean).join(" ");
  if (filter && !counts.some(([name]) => name === filter)) filter = null;
  $("filters").replaceChildren(...counts.map(([name, count]) => chip(name, count, name === filter)));
  const shown = shownItems();
  $("findings").replaceChildren(...shown.map((item) => card(item, host, declaration.role, inBrowser)));
  const hidden = filter ? 0 : items.filter((i) => i.ignored === null).length - shown.length;
  $("no-findings").hidden = shown.length > 0 && hidden === 0;
  $("no-findings").textContent = hidden > 0 ? t("more_low", { count: hidden }) : t("no_findings");
  const rows = [...report.activities, ...asked(report)];
  $("protections").replaceChildren(...rows.map((row, index) => stateRow(row, index, inBrowser, openName)));
  $("protections-box").hidden = rows.length === 0;
  $("protections-count").textContent = t("protections.count", { evidenced, count: asked(report).length });
  $("comment-all").hidden = !host.canComment || !toComment().length;
  $("downloads").querySelector("[data-format=docx]")?.toggleAttribute("hidden", !report.documents.some((d) => d.format === "docx"));
}

/** @returns {import("./viewer.js").Mark[]} */
function marks() {
  if (!report) return [];
  const cited = items.flatMap(({ finding, key }) => finding.evidence.map((evidence) =>
    ({ key, tone: finding.severity, evidence, said: finding.message })));
  const states = [...report.activities, ...asked(report)].flatMap((row, index) => row.evidence.map((evidence) =>
    ({ key: `row:${index}`, tone: row.state === "evidenced" ? "evidenced" : "medium", evidence, said: row.label })));
  // One outline a passage: a finding is told before the state of a row.
  const seen = new Set();
  return [...cited, ...states].filter(({ evidence }) => {
    const passage = `${evidence.document}|${evidence.start}`;
    return !seen.has(passage) && seen.add(passage);
  });
}

/** @param {import("./types.js").Evidence} evidence */
async function showPassage(evidence) {
  const found = viewer?.focus(evidence) ?? false;
  if (found && $("to-findings")) $("to-findings").hidden = false;
  return found;
}

/** A mark of the document was chosen: show what is said of it. @param {string} key */
function showFinding(key) {
  if (key.startsWith("row:")) {
    /** @type {HTMLDetailsElement} */ ($("protections-box")).open = true;
    reveal($("protections").querySelector(`[data-row="${key.slice(4)}"]`));
    return;
  }
  if (!shownItems().some((item) => item.key === key)) { filter = null; everything = true; draw(); }
  reveal(cardOf(key));
}

/** @param {Element | null | undefined} element */
function reveal(element) {
  if (!element) return;
  markCurrent(element);
  element.scrollIntoView({ block: "center" });
  /** @type {HTMLElement | null} */ (element.querySelector("h3"))?.focus({ preventScroll: true });
}

/** @param {Element} element */
function markCurrent(element) {
  for (const other of document.querySelectorAll("#panel .current")) other.classList.remove("current");
  element.classList.add("current");
}

const cardOf = (/** @type {string} */ key) =>
  /** @type {HTMLElement | undefined} */ ([...$("findings").children].find((li) => /** @type {HTMLElement} */ (li).dataset.finding === key));

/** @param {KeyboardEvent} event */
function arrows(event) {
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
async function goFromRow(target) {
  const row = target.closest("[data-action]") && target.closest("li");
  const found = row && report ? [...report.activities, ...asked(report)][Number(row.dataset.row)] : null;
  if (row && found) {
    markCurrent(row);
    const there = await host.goTo(found.evidence[0]).catch(() => false);
    say(t(there ? "went" : "not_found"));
  }
}

/** @param {HTMLElement} target */
async function act(target) {
  const pressed = /** @type {HTMLElement | null} */ (target.closest("[data-action]"));
  const li = pressed?.closest("li");
  const item = items.find(({ key }) => key === li?.dataset.finding);
  if (!pressed || !li || !item || pressed.getAttribute("aria-disabled") === "true") return;
  const told = (/** @type {string} */ text) => { /** @type {HTMLElement} */ (li.querySelector(".said")).textContent = text; };
  const { finding } = item;
  markCurrent(li);
  pressed.setAttribute("aria-disabled", "true");
  try {
    switch (pressed.dataset.action) {
      case "go": {
        const evidence = pressed.dataset.evidence ? finding.evidence[Number(pressed.dataset.evidence)] : item.here;
        if (evidence) told(t((await host.goTo(evidence)) ? "went" : "not_found"));
        break;
      }
      case "comment":
        if (item.here) await commentOn(item, told, li);
        break;
      case "insert":
        if (host.canTrack) await insertFor(item, told);
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
        declaration.ignored = declaration.ignored.filter((one) => keyOf(one) !== item.key);
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
    if (pressed.dataset.action !== "go") copyable(finding.suggested_text ?? commentText(finding), li);
  } finally {
    pressed.removeAttribute("aria-disabled");
  }
}

/** Return a sentence for what Word refuses. @param {unknown} error */
function refusal(error) {
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
  wroteAt = performance.now();
  const done = await host.comment(item.here, commentText(item.finding));
  wroteAt = performance.now();
  told(t(done ? "commented" : "not_found"));
  if (!done) copyable(commentText(item.finding), li);
}

/** @param {Item} item @param {(text: string) => void} told */
async function insertFor(item, told) {
  if (!isClause(item.finding) || !item.finding.suggested_text) return;
  const done = await host.insert(item.finding.suggested_text, item.here);
  told(t(!done ? "not_found" : host.canTrack ? "inserted" : "inserted_untracked"));
  if (done) documentChanged();
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
  declaration.ignored.push({ ...identityOf(item.finding), reason });
  keep();
  const next = /** @type {HTMLElement | null} */ (li.nextElementSibling ?? li.previousElementSibling);
  const nextKey = next?.dataset.finding ?? "";
  draw();
  say(t("ignored"));
  const there = cardOf(nextKey);
  if (there) reveal(there);
  else $("verdict").focus();
}

const toComment = () => items.filter((item) => item.here && item.ignored === null && item.finding.severity !== "low");

/** @param {boolean} open */
function bulk(open) {
  $("bulk-confirm").hidden = !open;
  $("bulk-question").textContent = t("comment_all.question", { count: toComment().length });
  $(open ? "bulk-yes" : "comment-all").focus();
}

async function commentAll() {
  if (busy()) return;
  state("busy");
  const wanted = toComment();
  let done = 0;
  /** @type {unknown} */
  let refused = null;
  for (const item of wanted) {
    say(t("comment_all.progress", { count: wanted.length, done: done + 1 }));
    wroteAt = performance.now();
    try {
      if (item.here && await host.comment(item.here, commentText(item.finding))) done += 1;
    } catch (error) {
      refused = error;
      break;
    }
  }
  wroteAt = performance.now();
  state("done");
  say([t("comment_all.done", { count: wanted.length, done }), refused ? `${refusal(refused)} ${t("annotated_instead")}` : ""].filter(Boolean).join(" "));
  $("bulk-confirm").hidden = true;
  $("comment-all").focus();
}

function documentChanged() {
  if (report && performance.now() - wroteAt > ECHO_MS) $("changed").hidden = false;
}

/** @param {string} format */
async function download(format) {
  if (busy()) return;
  state("busy");
  say(t("stage.report"));
  $("download-link").hidden = true;
  try {
    if (host.kind === "word") opened = await host.read();
    const { url, name } = await makeReport(allSources(), wish(), format);
    state("done");
    if (host.open(url)) { say(t("report_opened", { name })); return; }
    const link = document.createElement("a");
    Object.assign(link, { href: url, target: "_blank", rel: "noopener", textContent: t("report_link", { name }) });
    $("download-link").replaceChildren(link);
    $("download-link").hidden = false;
    link.focus();
    say(t("report_ready"));
  } catch (error) {
    problem(error);
  }
}

start().catch(problem);
