// The conditions that a person has set, and the request they make.

/** @import { EntityType, SearchRequest } from "../pkg/reader/saksi.js" */

/**
 * `month`: of publication, `2017-09` or `2017`. `about`: days that the text tells of, with the words to show for them.
 * @typedef {{
 *   entities: { id: string, name: string, type: EntityType | undefined }[],
 *   languages: string[],
 *   month: string,
 *   about: { from: string, to: string } | undefined,
 * }} Filters
 */

/** @returns {Filters} */
export function noFilters() {
    return { entities: [], languages: [], month: "", about: undefined };
}

/** @param {Filters} filters */
export function hasFilters({ entities, languages, month, about }) {
    return entities.length > 0 || languages.length > 0 || month !== "" || about !== undefined;
}

/**
 * @param {string} query
 * @param {Filters} filters
 * @returns {Partial<SearchRequest>}
 */
export function searchRequest(query, { entities, languages, month, about }) {
    /** @type {Partial<SearchRequest>} */
    const request = { query, entities: entities.map((entity) => entity.id), languages };
    if (month) Object.assign(request, { publishedFrom: month, publishedTo: month });
    if (about?.from) request.aboutFrom = about.from;
    if (about?.to) request.aboutTo = about.to;
    return request;
}
