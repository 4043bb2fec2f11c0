/// <reference types="office-js" />
// The only module that names Office and Word.
import { ApiError, MOST_BYTES } from "./api.js";
import { locate } from "./passages.js";
import { fromXml, NAMESPACE, toXml } from "./state.js";

/** @typedef {import("./types.js").Evidence} Evidence */
/** @typedef {import("./types.js").Declaration} Declaration */

/** iPad takes no larger slice; larger ones gain nothing elsewhere. */
const SLICE_BYTES = 65536;
const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const FLAT = "application/vnd.ms-word.flat-opc+xml";
const OFFICE_PATIENCE_MS = 20_000;
/** One comparison a burst of edits. */
const SETTLED_MS = 800;

/** @type {string | null} */
let checkedText = null;

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
    remember,
    watch: (changed) => watch(changed, has("1.6")),
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

async function bodyText() {
  return Word.run(async (context) => {
    const { body } = context.document;
    body.load("text");
    await context.sync();
    return body.text;
  });
}

async function remember() {
  checkedText = await bodyText().catch(() => null);
}

/** Tell when the text is no longer the one that was checked: comments and looks change nothing.
 * Events say when to compare (they may be lost, so coming back to the pane compares as well).
 * @param {() => void} changed @param {boolean} events older Word has none */
async function watch(changed, events) {
  let waiting = false;
  const compare = async () => {
    if (waiting || checkedText === null) return;
    waiting = true;
    await new Promise((done) => { setTimeout(done, SETTLED_MS); });
    waiting = false;
    const now = await bodyText().catch(() => checkedText);
    if (now !== checkedText) changed();
  };
  window.addEventListener("focus", compare);
  if (events) await Word.run(async (context) => {
    context.document.onParagraphChanged.add(compare);
    context.document.onParagraphAdded.add(compare);
    context.document.onParagraphDeleted.add(compare);
    await context.sync();
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
