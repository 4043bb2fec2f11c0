// The server, from the panel: same origin, one bearer token where it asks for one.
import { currentLanguage } from "./i18n.js";

/** @typedef {import("./types.js").Source} Source */
/** @typedef {import("./types.js").Declaration} Declaration */
/** @typedef {Pick<Declaration, "activities" | "profile" | "minimums"> & { firm: string, asOf: string }} Asked */

const ROOT = "/api/v1/";
/** The server reads each document within a minute; more means that it is lost. */
const PATIENCE_MS = 120_000;
/** What a reader takes (checker/readers); known here so that a huge file is not sent in vain. */
export const MOST_BYTES = 50 * 1024 * 1024;

let token = "";
let storageKey = "checker.token";

/** An answer that is no report: `code` is the server's, or "offline", "timeout", "server". */
export class ApiError extends Error {
  /** @param {string} code @param {string} detail */
  constructor(code, detail) {
    super(detail);
    this.code = code;
  }
}

/** @param {string} given */
export function setToken(given) {
  token = given.trim();
  try { localStorage.setItem(storageKey, token); } catch { /* storage refused in a frame: memory only */ }
}

/** @param {string} partition */
export function recallToken(partition) {
  storageKey = `${partition}checker.token`;
  try { token = localStorage.getItem(storageKey) ?? ""; } catch { token = ""; }
}

/** @param {string} path @param {RequestInit} [init] @returns {Promise<any>} */
async function call(path, init = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  const headers = new Headers({ "Accept-Language": currentLanguage() });
  if (token) headers.set("Authorization", `Bearer ${token}`);
  try {
    const answer = await fetch(ROOT + path, { ...init, headers, signal: stop.signal, credentials: "omit", cache: "no-store" });
    const body = await answer.json().catch(() => null);
    if (answer.ok && body) return body;
    throw new ApiError(body?.code ?? "server", body?.detail ?? "");
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError(stop.signal.aborted ? "timeout" : "offline", "");
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Source[]} sources @param {Asked | null} asked @param {Record<string, string | string[]>} more */
function form(sources, asked, more) {
  const data = new FormData();
  for (const source of sources) data.append("files", source.blob, source.name);
  data.append("language", currentLanguage());
  for (const text of asked?.activities ?? []) data.append("activities", text);
  for (const text of asked?.minimums ?? []) data.append("minimum", text);
  if (asked?.profile) data.append("profile", asked.profile);
  if (asked?.firm) data.append("firm", asked.firm);
  if (asked?.asOf) data.append("as_of", asked.asOf);
  for (const [name, values] of Object.entries(more)) for (const value of [values].flat()) data.append(name, value);
  return { method: "POST", body: data };
}

/** @param {Source[]} sources @param {Asked} asked @returns {Promise<import("./types.js").Report>} */
export const check = (sources, asked) => call("check", form(sources, asked, {}));

/** @param {Source[]} sources @param {Asked} asked @param {string} format
 *  @returns {Promise<{ url: string, name: string }>} */
export const makeReport = (sources, asked, format) =>
  call("reports", form(sources, asked, { format, suggest: "yes", ignored: "omit" }));

/** @param {Source} source @param {number[]} pages @returns {Promise<import("./types.js").DocumentShown>} */
export const showPages = (source, pages) => call("pages", form([source], null, { page: pages.map(String) }));

/** @returns {Promise<import("./types.js").ListedActivity[]>} */
export const listActivities = async () => (await call(`activities?language=${currentLanguage()}`)).activities;

/** @returns {Promise<import("./types.js").ListedProfile[]>} */
export const listProfiles = async () => (await call(`profiles?language=${currentLanguage()}`)).profiles;
