/**
 * The types of the panel; those of reports are generated (models/schema/checker.d.ts).
 * @typedef {import("../../models/schema/checker").Report} Report
 * @typedef {import("../../models/schema/checker").Finding} Finding
 * @typedef {import("../../models/schema/checker").Evidence} Evidence
 * @typedef {import("../../models/schema/checker").ProtectionResult} ProtectionResult
 * @typedef {import("../../models/schema/checker").ActivityResult} ActivityResult
 * @typedef {import("../../models/schema/checker").Severity} Severity
 *
 * @typedef {{ name: string, blob: Blob }} Source
 * @typedef {{ code: string, subject: string, quote: string, reason: string }} Ignored
 *
 * What a document remembers (custom XML part; checker/readers/docx_declaration.py reads it too).
 * @typedef {{ role: string, activities: string[], profile: string, minimums: string[],
 *   attachments: string[], ignored: Ignored[] }} Declaration
 *
 * @typedef {{ id: string, label: string, naf: string[],
 *   requires: { id: string, label: string, severity: Severity }[] }} ListedActivity
 * @typedef {{ id: string, label: string, note: string }} ListedProfile
 *
 * @typedef {{ page: number, width_pt: number, height_pt: number, image: string }} PageShown
 * @typedef {{ start: number, end: number, kind: string, table: number | null,
 *   row: number | null, column: number | null, text: string }} BlockShown
 * @typedef {{ name: string, pages: PageShown[], blocks: BlockShown[] }} DocumentShown
 *
 * What the panel stands in: Word (word.js) or a plain browser (upload.js).
 * @typedef {object} Host
 * @property {"word" | "browser"} kind
 * @property {string} language "fr" or "en"
 * @property {boolean} canComment
 * @property {boolean} canInsert
 * @property {boolean} canTrack false: an insertion is not tracked, the person is asked first
 * @property {() => Promise<Source | null>} read the open document, null where there is none
 * @property {() => Promise<void>} remember the text that is being checked, for `watch`
 * @property {() => Promise<Declaration | null>} load
 * @property {(declaration: Declaration) => Promise<void>} save
 * @property {(evidence: Evidence) => Promise<boolean>} goTo
 * @property {(evidence: Evidence, text: string) => Promise<boolean>} comment
 * @property {(text: string, after: Evidence | null) => Promise<boolean>} insert
 * @property {(changed: () => void) => Promise<void>} watch
 * @property {(url: string) => boolean} open false when the page may not open windows
 */
export {};
