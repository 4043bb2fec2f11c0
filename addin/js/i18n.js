// Words of the panel: i18n/{fr,en}.json. Findings come from the server in the right language.
/** @type {Record<string, string>} */
let words = {};
let language = "fr";

/** @param {string} wanted @returns {Promise<void>} */
export async function loadWords(wanted) {
  language = wanted.toLowerCase().startsWith("en") ? "en" : "fr";
  const answer = await fetch(new URL(`../i18n/${language}.json`, import.meta.url));
  words = await answer.json();
  document.documentElement.lang = language;
}

export const currentLanguage = () => language;

/** Return the words of `key`; a `count` chooses between .one and .many.
 * @param {string} key @param {Record<string, string | number>} [values] */
export function t(key, values = {}) {
  const plural = "count" in values
    ? `${key}.${new Intl.PluralRules(language).select(Number(values.count)) === "one" ? "one" : "many"}`
    : key;
  return (words[plural] ?? words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** Say everything marked data-i18n again, in the language loaded. @param {ParentNode} root */
export function translate(root) {
  for (const element of root.querySelectorAll("[data-i18n]"))
    element.textContent = t(/** @type {HTMLElement} */ (element).dataset.i18n ?? "");
  for (const element of root.querySelectorAll("[data-i18n-label]"))
    element.setAttribute("aria-label", t(/** @type {HTMLElement} */ (element).dataset.i18nLabel ?? ""));
}

/** @param {string | null} amount @param {string | null} currency */
export function money(amount, currency) {
  if (amount === null) return "";
  return new Intl.NumberFormat(language, {
    style: "currency", currency: currency ?? "EUR", maximumFractionDigits: Number(amount) % 1 ? 2 : 0,
  }).format(Number(amount));
}

/** @param {string} iso */
export const day = (iso) => new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));

/** @param {Date} moment */
export const hour = (moment) => new Intl.DateTimeFormat(language, { timeStyle: "short" }).format(moment);
