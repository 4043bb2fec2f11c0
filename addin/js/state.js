// What the panel remembers: read from and written to the document as a small XML part.
/** @typedef {import("./types.js").Declaration} Declaration */
/** @typedef {import("./types.js").Finding} Finding */

export const NAMESPACE = "urn:checker:declaration:1";
export const ROLES = ["prestataire", "client", "juriste"];
/** How much of a quotation tells a finding from another (checker/web/reviews.py). */
const KEPT = 80;
const LISTS = /** @type {const} */ ({ activity: "activities", minimum: "minimums", attachment: "attachments" });

/** @returns {Declaration} */
export const emptyDeclaration = () =>
  ({ role: ROLES[0], activities: [], profile: "", minimums: [], attachments: [], ignored: [] });

/** @param {Declaration} declaration @returns {string} */
export function toXml(declaration) {
  const made = document.implementation.createDocument(NAMESPACE, "declaration");
  const root = made.documentElement;
  /** @param {string} name @param {string} text */
  const add = (name, text) => {
    const element = made.createElementNS(NAMESPACE, name);
    element.textContent = text;
    root.append(element);
    return element;
  };
  add("role", declaration.role);
  for (const name of /** @type {(keyof typeof LISTS)[]} */ (Object.keys(LISTS)))
    for (const text of declaration[LISTS[name]]) add(name, text);
  if (declaration.profile) add("profile", declaration.profile);
  for (const { code, subject, quote, reason } of declaration.ignored) {
    const element = add("ignored", reason);
    element.setAttribute("code", code);
    element.setAttribute("subject", subject);
    element.setAttribute("quote", quote);
  }
  return new XMLSerializer().serializeToString(made);
}

/** @param {string} xml @returns {Declaration | null} */
export function fromXml(xml) {
  const read = new DOMParser().parseFromString(xml, "application/xml");
  if (read.documentElement.namespaceURI !== NAMESPACE) return null;
  /** @param {string} name */
  const all = (name) => [...read.getElementsByTagNameNS(NAMESPACE, name)];
  const texts = (/** @type {string} */ name) => all(name).map((e) => e.textContent?.trim() ?? "").filter(Boolean);
  const role = texts("role")[0];
  return {
    role: ROLES.includes(role) ? role : ROLES[0],
    activities: texts("activity"),
    profile: texts("profile")[0] ?? "",
    minimums: texts("minimum"),
    attachments: texts("attachment"),
    ignored: all("ignored").map((e) => ({
      code: e.getAttribute("code") ?? "",
      subject: e.getAttribute("subject") ?? "",
      quote: e.getAttribute("quote") ?? "",
      reason: e.textContent ?? "",
    })),
  };
}

/** Return what tells a finding from the others of a report, in words. @param {Finding} finding */
export const identityOf = (finding) => ({
  code: finding.code,
  subject: [finding.clause, finding.head, finding.country, ...finding.concerns].filter(Boolean).join(" "),
  quote: (finding.evidence[0]?.quote ?? "").slice(0, KEPT).trim(),
});

/** @param {{ code: string, subject: string, quote: string }} of */
export const keyOf = (of) => [of.code, of.subject, of.quote].join("|");
