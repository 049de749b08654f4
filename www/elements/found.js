// What a search finds, as the workbench shows it: the list and its facets, asked for, gone on with, and kept on view while
// the archive grows.

import { startView } from "../address.js";
import { noFilters, searchRequest } from "../filters.js";
import { errorInFull, isNoMatter } from "../messages.js";
import { Facets } from "./facets.js";
import { Results } from "./results.js";

/** @import { SearchAnswer, SearchRequest } from "../../pkg/full/saksi.js" */
/** @import { View } from "../address.js" */

/** How many hits are asked for at a time. */
const HITS = 20;

/** @typedef {Pick<View, "query" | "filters" | "manner">} Question */

/** @param {Question} question */
const requestOf = ({ query, filters, manner }) => searchRequest(query, filters, manner);
/** @param {Question} question */
const keyOf = (question) => JSON.stringify(requestOf(question));

export class Found {
    results = new Results();
    facets = new Facets();
    #ask;
    /** @type {SearchAnswer | undefined} */
    #answer;
    /** What {@link #answer} answers. */
    #answered = "";
    /** Whether it is the answer of an archive that has grown since. */
    #outgrown = false;
    /** @type {AbortController | undefined} */
    #searching;

    /** @param {(request: Partial<SearchRequest>, options?: { signal: AbortSignal }) => Promise<SearchAnswer>} ask */
    constructor(ask) {
        this.#ask = ask;
    }

    /** @param {Question} question */
    async search(question) {
        const { query, filters, manner } = question;
        const asked = keyOf(question);
        if (asked === this.#answered && !this.#outgrown) {
            this.facets.show(this.#answer?.facets, filters);
            return;
        }
        // As many as were asked for of the archive before it grew.
        const shown = asked === this.#answered ? (this.#answer?.hits.length ?? 0) : 0;
        const limit = Math.max(Math.ceil(shown / HITS), 1) * HITS;
        this.#searching?.abort();
        this.#searching = new AbortController();
        const { signal } = this.#searching;
        let answer;
        try {
            answer = await this.#ask({ ...requestOf(question), limit }, { signal });
        } catch (error) {
            if (signal.aborted || isNoMatter(error)) return;
            // What was found before is no answer to this.
            this.#drop();
            this.results.fail(errorInFull(error, this.results.strings), query, manner);
            this.facets.show(undefined, filters);
            return;
        }
        if (signal.aborted) return;
        // Where an archive has grown by what does not match, the list stays as it is.
        const same = asked === this.#answered && JSON.stringify(answer) === JSON.stringify(this.#answer);
        this.#answer = answer;
        this.#answered = asked;
        this.#outgrown = false;
        if (!same) this.results.show(answer, query, manner);
        this.facets.show(answer.facets, filters);
    }

    /**
     * Asks for more hits.
     * @param {() => Question} current what is asked now
     */
    async more(current) {
        // Once the answer of the grown archive is there.
        if (this.#outgrown) await this.search(current());
        const before = this.#answer;
        const asked = this.#answered;
        if (!before) return;
        const question = current();
        const { hits } = await this.#ask({ ...requestOf(question), offset: before.hits.length, limit: HITS, facets: false });
        if (this.#answer !== before || this.#outgrown) {
            // The archive has grown meanwhile.
            if (asked === this.#answered) await this.more(current);
            return;
        }
        this.#answer = { ...before, hits: [...before.hits, ...hits] };
        this.results.show(this.#answer, question.query, question.manner);
    }

    /**
     * The archive has grown: what is shown stays until there is another answer.
     * @param {Question} before
     * @param {Question} after the same question, whatever the names in it are called now
     */
    outgrow(before, after) {
        // What is asked of the archive before comes too late.
        this.#searching?.abort();
        this.#outgrown = this.#answer !== undefined;
        if (this.#answered === keyOf(before)) this.#answered = keyOf(after);
    }

    /** Drops what is shown. */
    forget() {
        this.#searching?.abort();
        this.#drop();
        this.results.show(undefined, "", startView().manner);
        this.facets.show(undefined, noFilters());
    }

    #drop() {
        this.#answer = undefined;
        this.#answered = "";
        this.#outgrown = false;
    }
}
