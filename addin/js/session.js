// What one opening of the panel holds, and the few words that every part of it needs.
import { ApiError } from "./api.js";
import { t } from "./i18n.js";
import { emptyDeclaration } from "./state.js";

/** @typedef {import("./types.js").Source} Source */

/**
 * @type {{ host: import("./types.js").Host, declaration: import("./types.js").Declaration,
 *   files: Source[], opened: Source | null, report: import("./types.js").Report | null,
 *   items: import("./findings.js").Item[], filter: string | null, everything: boolean,
 *   viewer: ReturnType<typeof import("./viewer.js").makeViewer> | null }}
 */
export const session = {
  // Set by the entry point before anything else asks for it.
  host: /** @type {import("./types.js").Host} */ (/** @type {unknown} */ (null)),
  declaration: emptyDeclaration(),
  files: [],
  opened: null,
  report: null,
  items: [],
  filter: null,
  everything: false,
  viewer: null,
};

/** @template {HTMLElement} [E=HTMLElement] @param {string} id @returns {E} */
export const $ = (id) => /** @type {E} */ (document.getElementById(id));
const app = $("app");

/** @param {string} id */
export const value = (id) => /** @type {HTMLInputElement} */ ($(id)).value;
/** @param {string} text */
export const say = (text) => { $("status").textContent = text; };
/** @param {string} name */
export const state = (name) => { app.dataset.state = name; };
export const busy = () => app.dataset.state === "busy";

/** Say what went wrong and what to do; never leave the pane without a word. @param {unknown} error */
export function problem(error) {
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

export function keep() {
  session.host.save(session.declaration).catch(() => say(t("not_kept")));
}
