/// <reference types="office-js" />
// The only module that names Office and Word.
//
// Word's Find takes 255 characters, gives ^ a meaning, and cannot see a passage that holds a
// tracked deletion. So a passage is sought by its quotation (its head and its tail when it is
// long), told from its doubles by the words around it and by the ordinal of its paragraph, and
// failing that by its paragraph alone.
import { ApiError, MOST_BYTES } from "./api.js";
import { fromXml, NAMESPACE, toXml } from "./state.js";

/** @typedef {import("./types.js").Evidence} Evidence */
/** @typedef {import("./types.js").Declaration} Declaration */

/** iPad takes no larger slice; larger ones gain nothing elsewhere. */
const SLICE_BYTES = 65536;
/** Word refuses 256; an escaped character counts for two. */
const MOST_SEARCHED = 250;
/** Enough to be unique in most paragraphs, short enough to survive an edit. */
const SHORT = 60;
const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const FLAT = "application/vnd.ms-word.flat-opc+xml";
const OFFICE_PATIENCE_MS = 20_000;
/** Around a lost ordinal (an edit above moved it), how far its paragraph is sought. */
const NEIGHBOURS = 40;

/** @returns {Promise<import("./types.js").Host | null>} null outside Word */
export async function wordHost() {
  if (typeof Office === "undefined") throw new ApiError("no_office", "");
  const info = await within(Office.onReady());
  if (info.host !== Office.HostType.Word) return null;
  const has = (/** @type {string} */ version) => Office.context.requirements.isSetSupported("WordApi", version);
  const modern = has("1.4");
  return {
    kind: "word",
    language: (Office.context.displayLanguage ?? "fr").toLowerCase().startsWith("en") ? "en" : "fr",
    canComment: modern,
    canInsert: true,
    canTrack: modern,
    read,
    load,
    save,
    goTo: (evidence) => Word.run(async (context) => {
      const range = await locate(context, evidence);
      range?.select();
      await context.sync();
      return range !== null;
    }),
    comment: (evidence, text) => Word.run(async (context) => {
      const range = await locate(context, evidence);
      if (!range) return false;
      range.insertComment(text);
      await context.sync();
      return true;
    }),
    insert: (text, after) => Word.run((context) => insert(context, text, after, modern)),
    watch: (changed) => (has("1.6") ? watchEvents(changed) : watchFocus(changed)),
    open,
  };
}

/** Return whether Word is dark and under which name its storage is apart. */
export function surroundings() {
  const context = typeof Office === "undefined" ? undefined : Office.context;
  return { dark: context?.officeTheme?.isDarkTheme ?? null, partition: context?.partitionKey ?? "" };
}

/** @template T @param {Promise<T>} promise @returns {Promise<T>} */
const within = (promise) => Promise.race([
  promise,
  new Promise((_, reject) => { setTimeout(() => reject(new ApiError("no_office", "")), OFFICE_PATIENCE_MS); }),
]);

/** @template T @param {(done: (result: Office.AsyncResult<T>) => void) => void} start @returns {Promise<T>} */
const answer = (start) => new Promise((resolve, reject) => {
  start((result) => {
    if (result.status === Office.AsyncResultStatus.Succeeded) resolve(result.value);
    else reject(new ApiError("office", result.error.message));
  });
});

async function read() {
  const name = documentName();
  try {
    return { name, blob: await within(readCompressed()) };
  } catch (error) {
    if (error instanceof ApiError && error.code === "too_large") throw error;
  }
  // Word on the web sometimes refuses its file (office-js #6743): the body as one XML file.
  try {
    const xml = await Word.run(async (context) => {
      const found = context.document.body.getOoxml();
      await context.sync();
      return found.value;
    });
    return { name, blob: new Blob([xml], { type: FLAT }) };
  } catch {
    throw new ApiError("protected", "");
  }
}

async function readCompressed() {
  /** @type {Office.File} */
  const file = await answer((done) =>
    Office.context.document.getFileAsync(Office.FileType.Compressed, { sliceSize: SLICE_BYTES }, done));
  try {
    if (file.size > MOST_BYTES) throw new ApiError("too_large", "");
    /** @type {Uint8Array<ArrayBuffer>[]} */
    const slices = [];
    for (let index = 0; index < file.sliceCount; index += 1) {
      /** @type {Office.Slice} */
      const slice = await answer((done) => file.getSliceAsync(index, done));
      slices.push(new Uint8Array(slice.data));
    }
    return new Blob(slices, { type: DOCX });
  } finally {
    // Two files open at once is all that Word allows.
    file.closeAsync();
  }
}

function documentName() {
  const url = Office.context.document.url ?? "";
  let name = url.split(/[?#]/)[0].split(/[\\/]/).pop() ?? "";
  try { name = decodeURIComponent(name); } catch { /* a plain percent sign in a local name */ }
  return /\.docx$/i.test(name) ? name : `${name.replace(/\.\w{2,5}$/, "") || "document"}.docx`;
}

/** @returns {Promise<Office.CustomXmlPart[]>} */
const ownParts = () => answer((done) => Office.context.document.customXmlParts.getByNamespaceAsync(NAMESPACE, done));

async function load() {
  const [part] = await ownParts();
  if (!part) return null;
  return fromXml(await answer((/** @type {(r: Office.AsyncResult<string>) => void} */ done) => part.getXmlAsync(done)));
}

/** @param {Declaration} declaration */
async function save(declaration) {
  const old = await ownParts();
  await answer((/** @type {(r: Office.AsyncResult<Office.CustomXmlPart>) => void} */ done) =>
    Office.context.document.customXmlParts.addAsync(toXml(declaration), done));
  for (const part of old)
    await answer((/** @type {(r: Office.AsyncResult<void>) => void} */ done) => part.deleteAsync(done));
}

/** Return the text as Find wants it, never longer than it takes. @param {string} text */
function searchable(text) {
  let found = "";
  for (const character of text) {
    const escaped = { "^": "^^", "\u00a0": "^s", "\u2011": "^~", "\t": "^t" }[character] ?? character;
    if (found.length + escaped.length > MOST_SEARCHED) break;
    found += escaped;
  }
  return found.trim();
}

/** @param {string} text */
const plain = (text) => text.replace(/[\s\u2011\u00ad]+/g, " ").replace(/[’‘]/g, "'").trim().toLowerCase();

/** Return the range of a quotation, null where nothing is like it.
 * @param {Word.RequestContext} context @param {Evidence} evidence @returns {Promise<Word.Range | null>} */
async function locate(context, evidence) {
  const lines = evidence.quote.split("\n").map((line) => line.trim()).filter(Boolean);
  if (!lines.length) return null;
  const first = lines[0], last = lines[lines.length - 1];
  const found = await find(context, first);
  const head = await choose(context, found.hits, evidence);
  if (!head) return byParagraph(context, evidence, plain(first));
  if (lines.length === 1 && found.whole) return head;
  const tail = await after(context, head, last.slice(-SHORT));
  return tail ? head.expandTo(tail) : head;
}

/** Search the body for a text: as it is, with any blank, then its start only.
 * @param {Word.RequestContext} context @param {string} text */
async function find(context, text) {
  const whole = searchable(text), start = searchable(text.slice(0, SHORT));
  const blanks = start.replace(/ |\^s|\^t/g, "^w");
  const short = text.length <= SHORT;
  const tries = [
    { wanted: whole, whole: text.length <= whole.length },
    { wanted: start, whole: short },
    { wanted: blanks, whole: short },
  ];
  for (const { wanted, whole: complete } of tries) {
    if (!wanted) continue;
    const hits = context.document.body.search(wanted, { matchCase: true });
    hits.load("items");
    await context.sync();
    if (hits.items.length) return { hits: hits.items, whole: complete };
  }
  return { hits: [], whole: false };
}

/** Return the one of several hits whose paragraph reads like the evidence, at its ordinal.
 * @param {Word.RequestContext} context @param {Word.Range[]} hits @param {Evidence} evidence */
async function choose(context, hits, evidence) {
  if (hits.length < 2) return hits[0] ?? null;
  const around = hits.map((hit) => {
    const paragraph = hit.paragraphs.getFirst();
    paragraph.load("text");
    const before = paragraph.getRange("Start").expandTo(hit.getRange("Start"));
    before.load("text");
    const above = paragraph.getPreviousOrNullObject(), below = paragraph.getNextOrNullObject();
    above.load("text");
    below.load("text");
    return { hit, paragraph, before, above, below };
  });
  await context.sync();
  const prefix = plain(evidence.prefix), suffix = plain(evidence.suffix);
  const quote = plain(evidence.quote.split("\n")[0]);
  const text = (/** @type {Word.Paragraph} */ one) => (one.isNullObject ? "" : one.text);
  const scored = around.map(({ hit, paragraph, before, above, below }) => {
    const left = plain(`${text(above)} ${before.text}`);
    const here = plain(paragraph.text.slice(before.text.length)).slice(quote.length);
    const right = plain(`${here} ${text(below)}`);
    return { hit, score: shared(reversed(left), reversed(prefix)) + shared(right, suffix) };
  });
  const best = Math.max(...scored.map(({ score }) => score));
  const alike = scored.filter(({ score }) => score === best);
  if (alike.length === 1 || evidence.paragraph === null) return alike[0].hit;
  const paragraph = await paragraphAt(context, evidence.paragraph, quote);
  if (!paragraph) return alike[0].hit;
  const there = paragraph.getRange("Whole");
  const places = alike.map(({ hit }) => hit.compareLocationWith(there));
  await context.sync();
  const inside = places.findIndex(({ value }) => value.startsWith("Inside") || value === "Equal");
  return alike[Math.max(0, inside)].hit;
}

const reversed = (/** @type {string} */ text) => [...text].reverse().join("");

/** @param {string} one @param {string} other */
function shared(one, other) {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length += 1;
  return length;
}

/** Return the first place of `text` that is not before `head`.
 * @param {Word.RequestContext} context @param {Word.Range} head @param {string} text */
async function after(context, head, text) {
  const { hits } = await find(context, text);
  const places = hits.map((hit) => hit.compareLocationWith(head));
  await context.sync();
  const index = places.findIndex(({ value }) => /After|^Inside|^Equal/.test(value));
  return index < 0 ? null : hits[index];
}

/** @param {Word.RequestContext} context */
async function paragraphTexts(context) {
  const { paragraphs } = context.document.body;
  paragraphs.load("items/text");
  await context.sync();
  return paragraphs.items;
}

/** @param {Word.RequestContext} context @param {number} ordinal @param {string} quote */
async function paragraphAt(context, ordinal, quote) {
  const all = await paragraphTexts(context), wanted = quote.slice(0, SHORT);
  for (let distance = 0; distance <= NEIGHBOURS; distance += 1)
    for (const index of new Set([ordinal - distance, ordinal + distance]))
      if (all[index] && plain(all[index].text).includes(wanted)) return all[index];
  return null;
}

/** @param {Word.RequestContext} context @param {Evidence} evidence @param {string} quote */
async function byParagraph(context, evidence, quote) {
  if (evidence.paragraph === null) return null;
  const near = await paragraphAt(context, evidence.paragraph, quote);
  if (near) return near.getRange("Content");
  // Edited or half deleted since: the paragraph there, if it still holds half of the words.
  const there = (await paragraphTexts(context))[evidence.paragraph];
  const words = new Set(quote.split(" ").filter((word) => word.length > 3));
  const kept = plain(there?.text ?? "").split(" ").filter((word) => words.has(word)).length;
  return there && words.size && kept * 2 >= words.size ? there.getRange("Content") : null;
}

/** @param {Word.RequestContext} context @param {string} text @param {Evidence | null} evidence @param {boolean} tracked */
async function insert(context, text, evidence, tracked) {
  const range = evidence ? await locate(context, evidence) : null;
  if (evidence && !range) return false;
  const { document } = context;
  if (!tracked) {
    place(context, text, range);
    await context.sync();
    return true;
  }
  document.load("changeTrackingMode");
  await context.sync();
  const before = document.changeTrackingMode;
  document.changeTrackingMode = Word.ChangeTrackingMode.trackAll;
  try {
    await context.sync();
    place(context, text, range);
    await context.sync();
  } finally {
    document.changeTrackingMode = before;
    await context.sync();
  }
  return true;
}

/** @param {Word.RequestContext} context @param {string} text @param {Word.Range | null} range */
function place(context, text, range) {
  if (range) range.paragraphs.getLast().insertParagraph(text, "After");
  else context.document.body.insertParagraph(text, "End");
}

/** @param {() => void} changed */
async function watchEvents(changed) {
  await Word.run(async (context) => {
    const heard = async () => changed();
    context.document.onParagraphChanged.add(heard);
    context.document.onParagraphAdded.add(heard);
    context.document.onParagraphDeleted.add(heard);
    await context.sync();
  });
}

/** Older Word has no such event: the text is compared when the pane is looked at again.
 * @param {() => void} changed */
async function watchFocus(changed) {
  const text = () => Word.run(async (context) => {
    const { body } = context.document;
    body.load("text");
    await context.sync();
    return body.text;
  });
  let known = await text();
  window.addEventListener("focus", async () => {
    const now = await text().catch(() => known);
    if (now !== known) changed();
    known = now;
  });
}

/** @param {string} url */
function open(url) {
  const whole = new URL(url, location.href).href;
  // Word on the web lacks the first; WebView2 does not save what the second opens.
  if (Office.context.requirements.isSetSupported("OpenBrowserWindowApi", "1.1")) {
    Office.context.ui.openBrowserWindow(whole);
    return true;
  }
  const opened = window.open(whole, "_blank");
  if (opened) opened.opener = null;
  return opened !== null;
}
