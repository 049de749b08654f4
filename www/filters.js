// The conditions that a person has set, and the request they make.

/** @import { EntityType, SearchRequest } from "../pkg/reader/saksi.js" */

/**
 * `month`: of publication, `2017-09` or `2017`. `about`: days that the text tells of, with the words to show for them.
 * @typedef {{
 *   entities: { id: string, name: string, type: EntityType | undefined }[],
 *   events: string[],
 *   languages: string[],
 *   sources: string[],
 *   month: string,
 *   about: { from: string, to: string } | undefined,
 * }} Filters
 */

/** @typedef {"best" | "newest" | "oldest"} Sort */

/** @type {Sort[]} */
export const SORTS = ["best", "newest", "oldest"];

/**
 * How a query is answered. `aliases`: a name also finds the other names of what it names.
 * @typedef {{ sort: Sort, aliases: boolean }} Manner
 */

/** @returns {Manner} */
export function usualManner() {
    return { sort: "best", aliases: true };
}

/** @returns {Filters} */
export function noFilters() {
    return { entities: [], events: [], languages: [], sources: [], month: "", about: undefined };
}

/** @param {Filters} filters */
export function hasFilters({ entities, events, languages, sources, month, about }) {
    return [entities, events, languages, sources].some((list) => list.length > 0) || month !== "" || about !== undefined;
}

/**
 * @param {string} query
 * @param {Filters} filters
 * @param {Manner} [manner]
 * @returns {Partial<SearchRequest>}
 */
export function searchRequest(query, { entities, events, languages, sources, month, about }, manner = usualManner()) {
    /** @type {Partial<SearchRequest>} */
    const request = { query, entities: entities.map((entity) => entity.id), events, languages, sources, ...manner };
    request.groupCopies = true;
    if (month) Object.assign(request, { publishedFrom: month, publishedTo: month });
    if (about?.from) request.aboutFrom = about.from;
    if (about?.to) request.aboutTo = about.to;
    return request;
}
