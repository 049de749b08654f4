// Saksi for a web page: opens an archive in a worker, asks it, and adds files to it.
//
//     import { Saksi } from "./www/client.js";
//     const saksi = await Saksi.open(new URL("archive.saksi", location.href));
//     const { hits } = await saksi.search({ query: '"mass trial" -Thailand' });
//
// Every answer is plain data; its types are those that the bindings generate. Positions are UTF-16 code units.

import { AnalysisPool } from "./analysis-pool.js";
import { Connection, startWorker } from "./connection.js";
import { idleOf, readDecisions, withKept, writeDecisions } from "./decisions.js";
import { Parts } from "./parts.js";
import { SaksiError, cancelled } from "./protocol.js";

export { SaksiError } from "./protocol.js";

/**
 * @import {
 *   AnalysisSettings, ArchiveSummary, DateDecision, DocumentView, EntityProfile, EntityType, EntityView, ExportFile,
 *   ExportFormat, NetworkView, Quote, SearchAnswer, SearchRequest, SuggestionView, TimelineEvent
 * } from "../pkg/full/saksi.js"
 */
/** @import { Outcome, Progress } from "./analysis-pool.js" */
/** @import { Port } from "./connection.js" */
/** @import { Idle } from "./decisions.js" */
/** @import { Build, Notice, Started } from "./protocol.js" */

/**
 * @typedef {{
 *   build?: Build,
 *   onNotice?: (notice: Notice) => void,
 *   connect?: () => Port,
 *   analysts?: number,
 *   spares?: number,
 * }} Options
 * `build`: `full` (default `reader`) to analyse and export. `connect`: how to start a worker. `analysts`: files
 * analysed at a time (default 2). `spares`: workers kept ready to replace those that are stopped (default 1).
 */

/** @typedef {Uint8Array<ArrayBuffer> | ArrayBuffer | Blob | URL | string} ArchiveOrigin */

/**
 * What became of the files of one analysis.
 * @typedef {{
 *   added: { source: string, documents: number, warnings: string[] }[],
 *   failed: { source: string, error: SaksiError }[],
 *   duplicates: string[],
 *   stopped: boolean,
 *   decided?: boolean,
 *   idle?: Idle[],
 * }} Report
 * `decided`: people had decided about names of archives among the files, which does not come along. `idle`: decisions
 * that found nothing to decide about, or not all of it.
 */

/** @typedef {Extract<Outcome, { analysis: unknown }>} Analysed */

/**
 * An analysis under way. `base`: the archive to which it adds, once that was needed. `opened`: the files that are in the
 * open archive. `decisions`: the last that were made; `decidedOf`: the files that were in the archive then, so that what
 * those keep is among the decisions, or was taken back.
 * @typedef {{
 *   fresh: boolean, pack: string | undefined, base?: { bytes: Uint8Array<ArrayBuffer> | undefined },
 *   opened: Analysed[], decisions: string | undefined, decidedOf: Set<Analysed>,
 * }} Intake
 */

export class Saksi {
    #build;
    #onNotice;
    #connect;
    #poolOptions;
    /** @type {Promise<Connection>} */
    #reader;
    /** What the first worker compiled and fetched. @type {Promise<Started> | undefined} */
    #started;
    /** @type {AnalysisPool | undefined} */
    #pool;
    #open = false;
    #closed = false;
    /** What changes the archive, one after the other. @type {Promise<unknown>} */
    #changes = Promise.resolve();
    /** @type {Set<Intake>} */
    #intakes = new Set();

    /** @param {Options} [options] */
    constructor({ build = "reader", onNotice, connect = startWorker, analysts = 2, spares = 1 } = {}) {
        this.#build = build;
        this.#onNotice = onNotice;
        this.#connect = connect;
        this.#poolOptions = { size: analysts, spares };
        this.#reader = this.#startWorker();
        // A worker that does not start is told of by the first request.
        this.#reader.catch(() => {});
    }

    /**
     * Opens an archive: bytes, a file, or a URL, of which only the ranges that a request needs are fetched.
     * @param {ArchiveOrigin} origin
     * @param {Options & { whole?: boolean, signal?: AbortSignal }} [options] `whole`: fetch all of a URL at once, so
     *   that its server learns nothing of what is asked
     * @returns {Promise<Saksi>}
     */
    static async open(origin, options = {}) {
        const saksi = new Saksi(options);
        try {
            await saksi.load(origin, options);
            return saksi;
        } catch (error) {
            saksi.close();
            throw error;
        }
    }

    /** @returns {Promise<Connection>} */
    async #startWorker() {
        const before = await this.#started;
        const connection = new Connection(this.#connect(), this.#onNotice);
        const started = connection.start(this.#build, before);
        // The first worker compiles and fetches; the others take over what it has.
        this.#started ??= started;
        try {
            await started;
        } catch (error) {
            this.#started = undefined;
            connection.terminate();
            throw error;
        }
        return connection;
    }

    /**
     * Opens another archive in place of the one that is open; where that fails, the one before stays.
     * @param {ArchiveOrigin} origin
     * @param {{ whole?: boolean, checked?: boolean, signal?: AbortSignal }} [options] `checked`: only if it is sound
     *   enough to be built again; needs `whole` and the full build
     * @returns {Promise<ArchiveSummary>}
     */
    async load(origin, { whole = false, checked = false, signal } = {}) {
        const reader = await this.#reader;
        const bytes = origin instanceof ArrayBuffer ? new Uint8Array(origin) : origin;
        const summary = await reader.call(
            "open",
            { origin: bytes instanceof URL ? bytes.href : bytes, whole, checked },
            { signal },
        );
        this.#open = true;
        return summary;
    }

    /**
     * What the archive holds.
     * @returns {Promise<ArchiveSummary>}
     */
    async summary() {
        return (await this.#reader).call("summary", {});
    }

    /**
     * Searches. An answer that comes after `signal` aborted is dropped, and the promise is rejected as `cancelled`.
     * @param {Partial<SearchRequest>} request
     * @param {{ signal?: AbortSignal }} [options]
     * @returns {Promise<SearchAnswer>}
     */
    async search(request, options) {
        return (await this.#reader).call("search", { request }, options);
    }

    /**
     * @param {string} id
     * @param {{ signal?: AbortSignal }} [options]
     * @returns {Promise<DocumentView>}
     */
    async document(id, options) {
        return (await this.#reader).call("document", { id }, options);
    }

    /** @returns {Promise<EntityView[]>} most mentions first */
    async entities() {
        return (await this.#reader).call("entities", {});
    }

    /**
     * What the archive says of one entity: when it is seen, with whom, in which sentences. Needs the full build.
     * @param {string} entity
     * @param {{ beside?: string, signal?: AbortSignal }} [options] `beside`: only the sentences that name this one too
     * @returns {Promise<EntityProfile>}
     */
    async profile(entity, { beside, signal } = {}) {
        return (await this.#reader).call("profile", { entity, beside }, { signal });
    }

    /**
     * Which of the entities that are named most are named together. Needs the full build.
     * @param {EntityType[]} types
     * @param {number} most how many entities at most
     * @returns {Promise<NetworkView>}
     */
    async network(types, most) {
        return (await this.#reader).call("network", { types, most });
    }

    /**
     * Entities that may be one, of which nobody decided yet. Needs the full build.
     * @param {{ decisions?: string, pack?: string }} [options] as for {@link Saksi.decide}
     * @returns {Promise<SuggestionView[]>} the surest first
     */
    async suggestions({ decisions, pack } = {}) {
        return (await this.#reader).call("suggestions", { decisions, pack });
    }

    /** @returns {Promise<TimelineEvent[]>} dated events by first day, then the undated */
    async timeline() {
        return (await this.#reader).call("timeline", {});
    }

    /**
     * The sentences that support an event.
     * @param {string} event
     * @returns {Promise<Quote[]>}
     */
    async quotes(event) {
        return (await this.#reader).call("quotes", { event });
    }

    /**
     * What was decided about the dates of its documents, as the archive keeps it. Needs the full build.
     * @returns {Promise<DateDecision[]>} in the form of the decisions of a file that {@link Saksi.decide} takes
     */
    async decisions() {
        return (await this.#reader).call("decisions", {});
    }

    /**
     * The archive file itself, to save.
     * @returns {Promise<Uint8Array<ArrayBuffer>>}
     */
    async bytes() {
        return (await this.#reader).call("bytes", {});
    }

    /** @returns {Promise<ExportFormat[]>} what {@link Saksi.export} can make; needs the full build */
    async exportFormats() {
        return (await this.#reader).call("formats", {});
    }

    /**
     * @param {string} format
     * @returns {Promise<ExportFile>}
     */
    async export(format) {
        return (await this.#reader).call("export", { format });
    }

    /** Starts the workers that analyse ahead of need, so that analysing needs no request to the server. */
    async prepare() {
        await this.#reader;
        await this.#analysts().ready();
    }

    /**
     * Analyses files and adds their documents to the archive. A file that cannot be read is reported, the others go
     * on. When `signal` aborts, the files that are done are kept. What is decided meanwhile ({@link Saksi.decide}) holds.
     *
     * With `onPart`, what was read so far can be asked while the rest is read: it is called each time that an archive of
     * it is open in place of the one before. Where the whole cannot be put together, the last part stays open.
     * @param {Iterable<File | { source: string, file: Blob }>} files
     * @param {AnalysisSettings & {
     *   decisions?: string, fresh?: boolean, signal?: AbortSignal, onProgress?: (progress: Progress) => void,
     *   onPart?: (summary: ArchiveSummary) => void | Promise<void>,
     *   onWhole?: (summary: ArchiveSummary) => void | Promise<void>,
     * }} [options] `pack`: names that a person gives, as JSON text; `published`: when the documents were published;
     *   `decisions`: as {@link Saksi.decide}, to which those are added that archives among the files keep; without any,
     *   corrected dates stay; `fresh`: make an archive of these files alone, in place of the open one; `onWhole`: as
     *   `onPart`, for the archive of all. The archive stays as it is until what they return is settled: they must not
     *   wait for {@link Saksi.decide}
     * @returns {Promise<Report>}
     */
    async analyse(files, { decisions, fresh = false, signal, onProgress, onPart, onWhole, ...settings } = {}) {
        if (this.#build !== "full") {
            throw new SaksiError({ code: "unsupported", message: "analysing needs the full build: { build: \"full\" }" });
        }
        const pool = this.#analysts();
        const inputs = [...files].map((file) => (file instanceof Blob ? { source: pathOf(file), file } : file));
        // In the order of their sources, so that the same files make the same archive however they were chosen.
        inputs.sort((a, b) => (a.source < b.source ? -1 : Number(a.source > b.source)));
        /** @type {Intake} */
        const intake = { fresh, pack: settings.pack, opened: [], decisions, decidedOf: new Set() };
        this.#intakes.add(intake);
        /** @type {() => Outcome[]} */
        let soFar = () => [];
        const parts = new Parts(async () => {
            await this.#inTurn(async () => {
                // What was waited for may have taken until the end.
                if (parts.over || signal?.aborted) return;
                const { summary } = await this.#put(pool, intake, soFar().filter(isAnalysed), { copied: true });
                await onPart?.(summary);
            });
        });
        try {
            const outcomes = await pool.analyse(inputs, settings, {
                signal,
                onProgress(progress, outcome, outcomes) {
                    soFar = outcomes;
                    if (onPart) parts.read(progress, isAnalysed(outcome));
                    onProgress?.(progress);
                },
            });
            await parts.end();
            const analysed = outcomes.filter(isAnalysed);
            const failed = outcomes.filter((outcome) => "error" in outcome);
            const stopped = outcomes.length < inputs.length;
            if (analysed.length === 0) return { added: [], failed, duplicates: [], stopped };
            const { duplicates, idle } = await this.#inTurn(async () => {
                const put = await this.#put(pool, intake, analysed, { copied: false });
                await onWhole?.(put.summary);
                return put;
            });
            let part = 0;
            const counted = analysed.map(({ source, analysis: { parts, warnings } }) => {
                const fresh = parts.filter(() => !duplicates.includes(part++));
                return { source, documents: fresh.reduce((sum, { documents }) => sum + documents.length, 0), warnings };
            });
            return {
                added: counted.filter(({ documents }) => documents > 0),
                failed,
                duplicates: counted.filter(({ documents }) => documents === 0).map(({ source }) => source),
                stopped,
                decided: analysed.some(({ analysis }) => analysis.decided),
                idle,
            };
        } finally {
            await parts.end();
            this.#intakes.delete(intake);
        }
    }

    /**
     * Opens an archive of analysed files, and of the one that was there before them.
     * @param {AnalysisPool} pool
     * @param {Intake} intake
     * @param {Analysed[]} analysed in the order of their sources
     * @param {{ copied: boolean }} options whether their bytes are needed again
     * @returns {Promise<{ summary: ArchiveSummary, duplicates: number[], idle: Idle[] }>}
     */
    async #put(pool, intake, analysed, { copied }) {
        intake.base ??= { bytes: this.#open && !intake.fresh ? await this.bytes() : undefined };
        const { decisions, decidedOf, pack } = intake;
        const files = analysed.filter((file) => !decidedOf.has(file));
        const kept = files.flatMap(({ analysis }) => analysis.decisions ?? []);
        const all = decisions ? withKept(readDecisions(decisions) ?? [], kept) : [];
        const combination = {
            archive: intake.base.bytes,
            files: analysed.flatMap(({ analysis }) => analysis.parts),
            pack,
            decisions: decisions && writeDecisions(all),
        };
        const { archive, duplicates, idle } = await pool.combine(combination, { copied });
        const summary = await this.#replace(archive);
        intake.opened = analysed;
        return { summary, duplicates, idle: idleOf(all, idle) };
    }

    /** @returns {AnalysisPool} */
    #analysts() {
        if (this.#closed) throw new SaksiError({ code: "closed", message: "the workers were ended" });
        this.#pool ??= new AnalysisPool(() => this.#startWorker(), this.#poolOptions);
        return this.#pool;
    }

    /**
     * Does what changes the archive once all that was to change it before is done.
     * @template T
     * @param {() => Promise<T>} change
     * @returns {Promise<T>}
     */
    #inTurn(change) {
        const done = this.#changes.then(change);
        this.#changes = done.catch(() => {});
        return done;
    }

    /**
     * Checks a pack.
     * @param {string} pack as JSON text
     * @returns {Promise<string[]>} what is odd about it, though it can be used: two entries of one name, a name that
     *   is a common word
     * @throws {SaksiError} `pack`: where it is wrong, and what was expected
     */
    async check(pack) {
        return this.#inTurn(async () => (await this.#analysts().combine({ files: [], pack })).warnings);
    }

    /**
     * Builds the open archive again with what people decided about its entities and its documents' dates. Where that
     * fails, it stays as it is. While files are analysed, it waits for a part that is put together, and holds for all
     * that follows.
     * @param {string | (() => string)} decisions a file of decisions, as JSON text; those of before count no more. A
     *   function is asked when nothing else changes the archive any more
     * @param {{ pack?: string, signal?: AbortSignal }} [options] `signal`: once it aborts, this does not begin
     * @returns {Promise<{ summary: ArchiveSummary, idle: Idle[] }>} `idle`: decisions that found nothing to decide
     *   about, or not all of it, each with the reason
     */
    async decide(decisions, { pack, signal } = {}) {
        if (this.#build !== "full") {
            throw new SaksiError({ code: "unsupported", message: "deciding needs the full build: { build: \"full\" }" });
        }
        return this.#inTurn(async () => {
            if (signal?.aborted) throw cancelled("decide");
            const text = typeof decisions === "function" ? decisions() : decisions;
            const before = await this.bytes();
            const { archive, idle } = await this.#analysts().combine({ archive: before, files: [], pack, decisions: text });
            const summary = await this.#replace(archive);
            for (const intake of this.#intakes) {
                // About an archive whose place another takes.
                if (intake.fresh && intake.opened.length === 0) continue;
                intake.decisions = text;
                intake.decidedOf = new Set(intake.opened);
            }
            return { summary, idle: idleOf(readDecisions(text) ?? [], idle) };
        });
    }

    /**
     * Opens a new archive in place of the one that is open.
     * @param {Uint8Array<ArrayBuffer>} archive
     * @returns {Promise<ArchiveSummary>}
     */
    async #replace(archive) {
        const summary = await (await this.#reader).call("open", { origin: archive, whole: true }, { transfer: [archive.buffer] });
        this.#open = true;
        return summary;
    }

    /** Drops the archive; the workers stay, for the next. */
    async clear() {
        this.#open = false;
        await (await this.#reader).call("close", {});
    }

    /** Ends every worker; nothing can be asked any more. */
    close() {
        this.#open = false;
        this.#closed = true;
        this.#pool?.close();
        this.#reader.then((reader) => reader.terminate()).catch(() => {});
    }
}

/**
 * @param {Outcome} outcome
 * @returns {outcome is Analysed}
 */
function isAnalysed(outcome) {
    return "analysis" in outcome;
}

/**
 * The path of a file below the folder that was chosen; otherwise its name.
 * @param {Blob} file
 */
function pathOf(file) {
    const { webkitRelativePath, name } = /** @type {File} */ (file);
    return webkitRelativePath || name || "file";
}
