// What the person declares: activities, minimums, profile, files beside the document.
import { ApiError, MOST_BYTES, listActivities, listProfiles } from "./api.js";
import { make } from "./findings.js";
import { t } from "./i18n.js";
import { $, keep, problem, say, session, value } from "./session.js";

/** Offer what the server knows: activities with their NAF codes, profiles, protections. */
export async function lists() {
  const [activities, profiles] = await Promise.all([listActivities(), listProfiles()]);
  $("activity-options").replaceChildren(...activities.map((activity) =>
    option(activity.label, [activity.id, ...activity.naf].join(" · "))));
  const protections = new Map(activities.flatMap((a) => a.requires.map((need) => [need.id, need.label])));
  $("minimum-protection").replaceChildren(...[...protections].map(([id, label]) => option(id, label)));
  const chosen = $("profile");
  chosen.replaceChildren(chosen.children[0], ...profiles.map((profile) => option(profile.id, profile.label)));
  /** @type {HTMLSelectElement} */ (chosen).value = session.declaration.profile;
}

/** @param {string} value @param {string} label */
const option = (value, label) => Object.assign(document.createElement("option"), { value, label, textContent: label });

export function addActivity() {
  for (const text of value("activity-input").split(/[,;]/).map((part) => part.trim()).filter(Boolean))
    if (!session.declaration.activities.includes(text)) session.declaration.activities.push(text);
  /** @type {HTMLInputElement} */ ($("activity-input")).value = "";
  keep();
  fill();
}

export function addMinimum() {
  const amount = value("minimum-amount").trim();
  if (!amount || !value("minimum-protection")) return;
  const id = value("minimum-protection");
  session.declaration.minimums = [...session.declaration.minimums.filter((text) => !text.startsWith(`${id}=`)), `${id}=${amount}`];
  /** @type {HTMLInputElement} */ ($("minimum-amount")).value = "";
  keep();
  fill();
}

/** @param {File[]} added */
export function addFiles(added) {
  if (added.some((file) => file.size > MOST_BYTES)) problem(new ApiError("too_large", ""));
  const taken = added.filter((file) => file.size <= MOST_BYTES);
  session.files = [...session.files.filter((old) => !taken.some((file) => file.name === old.name)), ...taken.map((file) => ({ name: file.name, blob: file }))];
  session.declaration.attachments = session.files.map((file) => file.name);
  if (session.host.kind === "word") keep();
  fill();
  // In the browser, dropping a document is asking for its check.
  if (session.host.kind === "browser" && taken.length && $("app").dataset.state !== "problem") say(t("files.ready", { count: session.files.length }));
}

/** Show what is declared. */
export function fill() {
  /** @type {HTMLSelectElement} */ ($("role")).value = session.declaration.role;
  chips("activity-list", session.declaration.activities, (text) => text);
  chips("minimum-list", session.declaration.minimums, (text) => text.replace("=", " ≥ "));
  chips("file-list", session.files.map((file) => file.name), (text) => text);
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
      if (id === "activity-list") session.declaration.activities = without(session.declaration.activities);
      else if (id === "minimum-list") session.declaration.minimums = without(session.declaration.minimums);
      else {
        session.files = session.files.filter((file) => file.name !== text);
        session.declaration.attachments = session.files.map((file) => file.name);
      }
      keep();
      fill();
      $(id === "activity-list" ? "activity-input" : id === "minimum-list" ? "minimum-amount" : "file-input").focus();
    });
    li.append(remove);
    return li;
  }));
}

export const wish = () => ({ ...session.declaration, firm: value("firm").trim(), asOf: value("as-of") });

/** The open document first; a file of the same name stands beside it under another. */
export const allSources = () => [
  ...(session.opened ? [session.opened] : []),
  ...session.files.map((file) => (file.name === session.opened?.name ? { ...file, name: `+ ${file.name}` } : file)),
];
