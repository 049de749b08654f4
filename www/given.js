// What the files are that a person gives: decisions, a pack of names, or documents to read.

import { readDecisions } from "./decisions.js";
import { SaksiError } from "./protocol.js";

/** @import { Decision } from "./decisions.js" */
/** @import { Dropped } from "./dropped.js" */

/** The most that is read of a file to see what it holds, in bytes. */
const LARGEST = 16 * 1024 * 1024;

/**
 * @typedef {{
 *   decisions: Decision[], pack?: { source: string, json: string }, documents: Dropped[],
 *   failed: { source: string, error: SaksiError }[],
 * }} Given
 * `pack`: the last one. `documents`: archives among them. `failed`: what is of none of these kinds after all.
 */

/**
 * @param {Dropped[]} files
 * @returns {Promise<Given>}
 */
export async function sortOut(files) {
    /** @type {Given} */
    const given = { decisions: [], documents: [], failed: [] };
    for (const dropped of files) {
        const { source, file } = dropped;
        const json = source.endsWith(".json") && file.size <= LARGEST ? await file.text().catch(() => "") : "";
        try {
            const decisions = readDecisions(json);
            if (decisions) given.decisions.push(...decisions);
            else if (isPack(json)) given.pack = { source, json };
            else given.documents.push(dropped);
        } catch (error) {
            if (!(error instanceof SaksiError)) throw error;
            given.failed.push({ source, error });
        }
    }
    return given;
}

/**
 * Whether a text is a pack: an object with entries, of which the core says whether they are sound.
 * @param {string} json
 */
function isPack(json) {
    try {
        return Array.isArray(JSON.parse(json)?.entries);
    } catch {
        return false;
    }
}
