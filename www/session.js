// An open archive as the elements use it: its client, what it holds, and what is asked for again and again, kept.

import { Saksi } from "./client.js";
import { namesDecided, withKept, writeDecisions } from "./decisions.js";

/** @import { ArchiveSummary, EntityView, SearchRequest, SuggestionView, TimelineEvent } from "../pkg/full/saksi.js" */
/** @import { ArchiveOrigin, Options, Report } from "./client.js" */
/** @import { Progress } from "./analysis-pool.js" */
/** @import { Decision, Idle } from "./decisions.js" */
/** @import { Dropped } from "./dropped.js" */
/** @import { Manner } from "./filters.js" */

/** @typedef {{ start: number, end: number }} Span */
/** @typedef {Span & { words: Span[] }} Passage `words`: those that were searched for; all count in the document's text */

export class Session {
    /** @type {ArchiveSummary | undefined} */
    #summary;
    #own = false;
    #decidedElsewhere = false;
    /** @type {Decision[]} */
    #decisions = [];
    /** Names that the person gives, as JSON text. @type {string | undefined} */
    #pack;
    /** @type {Promise<EntityView[]> | undefined} */
    #entities;
    /** @type {Promise<TimelineEvent[]> | undefined} */
    #events;
    /** @type {Promise<SuggestionView[]> | undefined} */
    #suggestions;
    /** Decisions, each made after the one before. @type {Promise<unknown>} */
    #deciding = Promise.resolve();
    /** Aborts what is to be decided about an archive whose place another has taken. */
    #about = new AbortController();

    #full;

    /** @param {Options} options */
    constructor(options) {
        this.saksi = new Saksi(options);
        this.#full = options.build === "full";
    }

    /** What the archive holds; `undefined`: none is open. */
    get summary() {
        return this.#summary;
    }

    /** Whether the archive is made of the person's own files. */
    get own() {
        return this.#own;
    }

    /**
     * Opens an archive; a damaged one of the person's is refused, and all stays as it is.
     * @param {ArchiveOrigin} origin
     * @param {{ whole: boolean, own: boolean }} options
     */
    async load(origin, { whole, own }) {
        this.#opened(await this.saksi.load(origin, { whole, checked: own && this.#full }), own);
        // What was decided about another archive goes; what this one keeps comes.
        this.#letGo();
        if (!this.#full) return;
        await this.#keep();
        this.#decidedElsewhere = namesDecided(await this.entities());
    }

    /**
     * Whether the names of the open archive show decisions that are not here: building it again undoes them.
     */
    get decidedElsewhere() {
        return this.#decidedElsewhere;
    }

    /** Goes on from the decisions that the open archive keeps. */
    async #keep() {
        const kept = await this.saksi.decisions();
        this.#decisions = withKept(this.#decisions, kept);
    }

    /** Forgets what was decided, and is still to be, about another archive. */
    #letGo() {
        this.#decisions = [];
        this.#about.abort();
        this.#about = new AbortController();
    }

    /**
     * Adds files to the person's archive. What was open to look at does not mix with it.
     * @param {Dropped[]} files
     * @param {{
     *   signal: AbortSignal, onProgress: (progress: Progress) => void, onPart: (before: EntityView[]) => Promise<void>,
     * }} options `onPart`: what was read so far is open, in place of an archive with the entities `before`
     * @returns {Promise<Report & { before: EntityView[] }>} `before`: the entities of the archive before the last
     */
    async add(files, { onPart, ...options }) {
        let fresh = !this.#own;
        // By these, what is on view is known again in the next archive.
        if (this.#summary) await this.entities();
        /** @type {EntityView[]} */
        let before = [];
        const open = async (/** @type {ArchiveSummary} */ summary) => {
            const entities = this.#entities;
            this.#opened(summary, true);
            if (fresh) this.#letGo();
            fresh = false;
            before = (await entities?.catch(() => undefined)) ?? [];
            await this.#keep();
        };
        const decisions = fresh || this.#decisions.length === 0 ? undefined : writeDecisions(this.#decisions);
        const report = await this.saksi.analyse(files, {
            ...options,
            pack: this.#pack,
            decisions,
            fresh,
            onPart: async (summary) => {
                await open(summary);
                await onPart(before);
            },
            onWhole: open,
        });
        return { ...report, before };
    }

    /**
     * Takes names into use: for the files that are added from now on, and to tell at once which names are one entity's.
     * Where the pack is not sound, all stays as it is.
     * @param {string} pack as JSON text
     * @returns {Promise<{ warnings: string[], idle: Idle[] }>} what is odd about it, and the decisions that found nothing
     *   to decide about then
     */
    async use(pack) {
        const warnings = await this.saksi.check(pack);
        this.#pack = pack;
        return { warnings, idle: this.#own ? await this.decide((decisions) => decisions) : [] };
    }

    /** What the person decided about entities and dates. */
    get decisions() {
        return this.#decisions;
    }

    /**
     * Builds the archive again by other decisions; where that fails, all stays as it is. What is to be decided about an
     * archive whose place another takes meanwhile is `cancelled`.
     * @param {(decisions: Decision[]) => Decision[]} change all of them, of those that hold when it is their turn
     * @returns {Promise<Idle[]>} those that found nothing to decide about, or not all of it
     */
    decide(change) {
        const { signal } = this.#about;
        const decided = this.#deciding.then(async () => {
            let decisions = this.#decisions;
            const write = () => {
                decisions = change(this.#decisions);
                return writeDecisions(decisions);
            };
            const { summary, idle } = await this.saksi.decide(write, { pack: this.#pack, signal });
            this.#decisions = decisions;
            this.#opened(summary, this.#own);
            return idle;
        });
        this.#deciding = decided.catch(() => {});
        return decided;
    }

    /**
     * @param {ArchiveSummary} summary
     * @param {boolean} own
     */
    #opened(summary, own) {
        this.#decidedElsewhere = false;
        this.#summary = summary;
        this.#own = own;
        this.#entities = undefined;
        this.#events = undefined;
        this.#suggestions = undefined;
    }

    /** Every entity. */
    entities() {
        this.#entities ??= this.#kept(this.saksi.entities(), () => (this.#entities = undefined));
        return this.#entities;
    }

    /** The whole timeline. */
    events() {
        this.#events ??= this.#kept(this.saksi.timeline(), () => (this.#events = undefined));
        return this.#events;
    }

    /** Entities that may be one, of which the person has not decided yet. */
    suggestions() {
        const options = { decisions: writeDecisions(this.#decisions), pack: this.#pack };
        this.#suggestions ??= this.#kept(this.saksi.suggestions(options), () => (this.#suggestions = undefined));
        return this.#suggestions;
    }

    /**
     * An answer to keep, unless it fails: the next request tries again.
     * @template T
     * @param {Promise<T>} answer
     * @param {() => void} forget
     */
    #kept(answer, forget) {
        answer.catch(forget);
        return answer;
    }

    /** @param {string} id */
    async entity(id) {
        return (await this.entities()).find((entity) => entity.id === id);
    }

    /**
     * Where a query's words stand in a document.
     * @param {string} id
     * @param {string} query empty: nowhere
     * @param {Manner} manner
     * @returns {Promise<Passage[]>} in the order of the text
     */
    async passages(id, query, { aliases }) {
        if (!query.trim()) return [];
        /** @type {Partial<SearchRequest>} */
        const request = { query, documents: [id], limit: 1, aliases, facets: false };
        const { hits } = await this.saksi.search(request);
        const passages = (hits[0]?.snippets ?? []).map(({ start, end, highlights }) => ({
            start,
            end,
            words: highlights.map((word) => ({ start: start + word.start, end: start + word.end })),
        }));
        return passages.sort((a, b) => a.start - b.start);
    }

    /** Ends the workers, and with them all that they held. */
    close() {
        this.#summary = undefined;
        this.#entities = undefined;
        this.#events = undefined;
        this.#suggestions = undefined;
        this.#letGo();
        this.#decidedElsewhere = false;
        this.#pack = undefined;
        this.saksi.close();
    }
}
