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
//   #protections > li[data-id][data-state]   #downloads > [data-format=html|docx|json|letter|scenarios]
//   #download-link > a   #comment-all #bulk-confirm #bulk-yes #bulk-no
//   browser: #viewer .page[data-page] .outline[data-mark], .sheet mark[data-mark]   #to-findings
import { act } from "./acting.js";
import { recallToken, setToken } from "./api.js";
import { bulk, commentAll, download } from "./bulk.js";
import { addActivity, addFiles, addMinimum, fill, lists } from "./declaring.js";
import { currentLanguage, loadWords, t, translate } from "./i18n.js";
import { arrows, draw, goFromRow, run, showFinding, showPassage, stale } from "./review.js";
import { $, keep, problem, say, session, state, value } from "./session.js";
import { browserHost } from "./upload.js";
import { surroundings, wordHost } from "./word.js";

const app = $("app");

async function start() {
  // Without words there is no sentence to show: the browser's language first, Word's later.
  await loadWords(document.documentElement.lang);
  try {
    session.host = (app.dataset.host === "word" ? await wordHost() : null) ?? browserHost(showPassage);
  } catch (error) {
    session.host = browserHost(showPassage);
    problem(error);
  }
  // Pages are shown by the page only: the pane does not load what it cannot use.
  if ($("viewer")) session.viewer = (await import("./viewer.js")).makeViewer($("viewer"), showFinding);
  app.dataset.host = session.host.kind;
  if (session.host.kind === "word" && session.host.language !== currentLanguage()) await loadWords(session.host.language);
  theme();
  for (const [id, key] of [["lead", "lead"], ["drop-title", "files"], ["check", "check"]]) $(id).dataset.i18n = `${key}.${session.host.kind}`;
  translate(document);
  recallToken(surroundings().partition);
  session.declaration = (await session.host.load().catch(() => null)) ?? session.declaration;
  wire();
  fill();
  if (app.dataset.state === "loading") {
    state("ready");
    say(session.declaration.attachments.length ? t("attach_again", { names: session.declaration.attachments.join(", ") }) : t("ready"));
  }
  await lists().catch((error) => { if (error.code === "unauthorized") problem(error); });
  await session.host.watch(stale).catch(() => {});
}

function theme() {
  const { dark } = surroundings();
  if (dark === null || session.host.kind !== "word") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = dark ? "dark" : "light";
}

function wire() {
  $("form").addEventListener("submit", (event) => { event.preventDefault(); void run(); });
  $("recheck").addEventListener("click", () => void run());
  $("role").addEventListener("change", () => { session.declaration.role = value("role"); keep(); draw(); });
  $("profile").addEventListener("change", () => { session.declaration.profile = value("profile"); keep(); });
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
    session.filter = session.filter === name ? null : name;
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
  // From what is not in its list (a heading that was shown), Office.js would leave the pane.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Tab" && /** @type {HTMLElement} */ (event.target).tabIndex < 0) event.stopPropagation();
  });
}

start().catch(problem);
