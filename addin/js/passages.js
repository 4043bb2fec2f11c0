/// <reference types="office-js" />
// Where a quotation stands in the open document.
// Word's Find takes 255 characters, gives ^ a meaning, and cannot see a passage that holds a
// tracked deletion. So a passage is sought by its quotation (its head and its tail when it is
// long), told from its doubles by the words around it and by the ordinal of its paragraph, and
// failing that by its paragraph alone.

/** @typedef {import("./types.js").Evidence} Evidence */

/** Word refuses 256; an escaped character counts for two. */
const MOST_SEARCHED = 250;
/** Enough to be unique in most paragraphs, short enough to survive an edit. */
const SHORT = 60;
/** Around a lost ordinal (an edit above moved it), how far its paragraph is sought. */
const NEIGHBOURS = 40;

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
export async function locate(context, evidence) {
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
