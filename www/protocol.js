// The messages between a page and its worker: a closed list, a version, and errors that keep their kind.
//
// A page sends `{ id, kind, params }` or `{ cancel: id }`; the worker answers `{ id, answer }` or `{ id, error }`, once
// for each id, and sends `{ notice }` when there is something that the page should know besides.

/**
 * @import {
 *   AnalysisSettings, ArchiveSummary, DateDecision, DocumentView, EntityProfile, EntityType, EntityView, ExportFile,
 *   ExportFormat, ArchiveSegment, NetworkView, Quote, SearchAnswer, SearchRequest, SuggestionView, TimelineEvent
 * } from "../pkg/full/saksi.js"
 */

/** Raised by one whenever a message changes its meaning. Page and worker must have the same. */
export const PROTOCOL = 1;

/** @typedef {"reader" | "full"} Build `reader` opens and queries archives; `full` also analyses and exports. */
/** @typedef {Uint8Array<ArrayBuffer> | Blob | string} Origin Where an archive's bytes are: in memory, in a file, at a URL. */

/**
 * Something to know that is not an error.
 * - `no-ranges`: the server of `url` does not answer byte ranges, so the whole file was fetched (`bytes` of it).
 * - `no-tagger`: the trained tagger of names could not be loaded, so rules find the names, and fewer of them.
 * @typedef {{ code: "no-ranges", url: string, bytes: number } | { code: "no-tagger", why: string }} Notice
 */

/**
 * What a page may ask, by kind: what goes with it and what comes back.
 * @typedef {{
 *   start: { params: { protocol: number, build: Build, module?: WebAssembly.Module, tagger?: Uint8Array<ArrayBuffer> }, answer: Started },
 *   open: { params: { origin: Origin, whole: boolean, checked?: boolean }, answer: ArchiveSummary },
 *   close: { params: {}, answer: true },
 *   summary: { params: {}, answer: ArchiveSummary },
 *   search: { params: { request: Partial<SearchRequest> }, answer: SearchAnswer },
 *   document: { params: { id: string }, answer: DocumentView },
 *   entities: { params: {}, answer: EntityView[] },
 *   profile: { params: { entity: string, beside?: string }, answer: EntityProfile },
 *   network: { params: { types: EntityType[], most: number }, answer: NetworkView },
 *   suggestions: { params: { decisions?: string, pack?: string }, answer: SuggestionView[] },
 *   timeline: { params: {}, answer: TimelineEvent[] },
 *   quotes: { params: { event: string }, answer: Quote[] },
 *   decisions: { params: {}, answer: DateDecision[] },
 *   bytes: { params: {}, answer: Uint8Array<ArrayBuffer> },
 *   formats: { params: {}, answer: ExportFormat[] },
 *   export: { params: { format: string }, answer: ExportFile },
 *   analyse: { params: { file: Blob, source: string, settings: AnalysisSettings }, answer: Analysis },
 *   combine: { params: Combination, answer: Combined },
 * }} Calls
 */

/**
 * A file that was read: its segments with their documents, of which an archive has several, and what to know of it;
 * the corrections of dates that an archive keeps; whether names were decided in it, which does not come along.
 * @typedef {{ parts: ArchiveSegment[], warnings: string[], decisions?: DateDecision[], decided?: boolean }} Analysis
 */

/** @typedef {keyof Calls} Kind */
/** @typedef {{ module: WebAssembly.Module, version: string, tagger?: Uint8Array<ArrayBuffer> }} Started What the next worker takes over. */

/**
 * Analysed files to add to an archive, which may be none yet.
 * @typedef {{
 *   archive?: Uint8Array<ArrayBuffer>,
 *   files: ArchiveSegment[],
 *   pack?: string,
 *   decisions?: string,
 * }} Combination
 */

/**
 * An archive file; which of the files (by index) were not added because it has their documents already; which decisions
 * did not do all they say; what is odd about the pack.
 * @typedef {import("../pkg/full/saksi.js").Combination & { duplicates: number[] }} Combined
 */

/** @typedef {{ [K in Kind]: { id: number, kind: K, params: Calls[K]["params"] } }[Kind] | { cancel: number }} ToWorker */
/** @typedef {{ id: number, answer: unknown } | { id: number, error: ErrorData } | { notice: Notice }} FromWorker */

/**
 * An error as it crosses: plain data.
 * @typedef {{ code: string, message: string, source?: string, offset?: number, url?: string, status?: number }} ErrorData
 */

/**
 * What went wrong, where, and why.
 *
 * Codes of the core: `empty`, `not-text`, `encoding`, `too-large`, `archive`, `version`, `pack`, `argument`,
 * `not-found`. Codes of the page: `network` (with `url` and perhaps `status`), `unreadable` (a file that the browser
 * cannot read), `cancelled`, `closed`, `protocol`, `crashed`, `unsupported`.
 */
export class SaksiError extends Error {
    /** @param {ErrorData} data */
    constructor({ code, message, source, offset, url, status }) {
        super(message);
        this.name = "SaksiError";
        this.code = code;
        /** File or URL that the error is about. */
        this.source = source;
        /** Byte of the source at which it stands. */
        this.offset = offset;
        /** Address that could not be fetched. */
        this.url = url;
        /** HTTP status of that address. */
        this.status = status;
    }
}

/**
 * Any thrown value as data that can cross.
 * @param {unknown} thrown
 * @returns {ErrorData}
 */
export function errorData(thrown) {
    if (thrown instanceof Error) {
        const { code, source, offset, url, status } = /** @type {Partial<ErrorData>} */ (thrown);
        const { message } = thrown;
        if (typeof code === "string") return { code, message, source, offset, url, status };
        if (thrown.name === "AbortError") return { code: "cancelled", message };
        // A trap leaves the module in an unknown state: whoever reads this must start another worker.
        return { code: "crashed", message: `${thrown.name}: ${message}` };
    }
    return { code: "crashed", message: String(thrown) };
}

/**
 * @param {string} what
 * @returns {SaksiError}
 */
export function cancelled(what) {
    return new SaksiError({ code: "cancelled", message: `${what} was cancelled` });
}

/**
 * Whether a file is an archive, whose documents are taken as they are.
 * @param {string} source
 */
export function isArchive(source) {
    return source.toLowerCase().endsWith(".saksi");
}
