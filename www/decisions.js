// What a person decides about entities and dates, as the file of decisions has it. The core replays them, in order,
// whenever an archive is built; a decision names its entities by type, name and identifier. Their format:
// src/decisions.rs.

import { dateInWords } from "./dates.js";
import { SaksiError } from "./protocol.js";

/** @import { EntityName, EntityType, EntityView } from "../pkg/reader/saksi.js" */
/** @import { DateDecision, IdleDecision } from "../pkg/full/saksi.js" */
/** @import { Strings } from "./locales/en.js" */

/** @typedef {{ type: EntityType, name: string, id?: string }} Named */
/**
 * @typedef {{ do: "merge", entity: Named, with: Named }
 *   | { do: "distinct", entity: Named, with: Named }
 *   | { do: "split", entity: Named, names?: string[], documents?: string[], name?: string }
 *   | { do: "rename", entity: Named, name: string }
 *   | { do: "retype", entity: Named, type: EntityType }
 *   | { do: "reject", entity: Named }} EntityDecision
 */
/** @typedef {EntityDecision | DateDecision} Decision */

/**
 * A decision that changed nothing, or only a part of what it says, and why.
 * @typedef {{ decision: Decision, partly: boolean, why: string }} Idle
 */

/** What stands for a date that is not known. */
export const UNKNOWN = "unknown";

/** The version of the file that is written and read. */
const VERSION = 1;

/**
 * An entity as a decision names it.
 * @param {EntityName} entity
 * @returns {Named}
 */
export function named({ type, name, id }) {
    return { type, name, id };
}

/**
 * The file's text.
 * @param {Decision[]} decisions
 */
export function writeDecisions(decisions) {
    return `${JSON.stringify({ saksi: "decisions", version: VERSION, decisions }, null, 2)}\n`;
}

/**
 * The decisions of a file's text; the core checks each when it replays them.
 * @param {string} text
 * @returns {Decision[] | undefined} `undefined`: it is no file of decisions
 * @throws {SaksiError} `version`: a newer program wrote it
 */
export function readDecisions(text) {
    let file;
    try {
        file = JSON.parse(text);
    } catch {
        return undefined;
    }
    if (file?.saksi !== "decisions" || !Array.isArray(file.decisions)) return undefined;
    if (file.version === VERSION) return file.decisions;
    const message = `the decisions are of version ${file.version}; this page reads ${VERSION}`;
    throw new SaksiError({ code: "version", message });
}

/**
 * Those of some decisions that did not do all they say.
 * @param {Decision[]} decisions
 * @param {IdleDecision[]} idle
 * @returns {Idle[]}
 */
export function idleOf(decisions, idle) {
    return idle.map(({ place, partly, why }) => ({ decision: decisions[place], partly, why }));
}

/**
 * Decisions with those that an archive keeps of its documents' dates, but for documents that are decided about already.
 * @param {Decision[]} decisions
 * @param {Decision[]} kept
 */
export function withKept(decisions, kept) {
    return [...decisions, ...kept.filter((one) => one.do !== "date" || !dateOf(decisions, one.document))];
}

/**
 * Whether some are about names, which an archive shows but does not keep.
 * @param {Decision[]} decisions
 */
export function aboutNames(decisions) {
    return decisions.some((decision) => decision.do !== "date");
}

/**
 * Whether an archive's names show that a person decided about them.
 * @param {EntityView[]} entities
 */
export function namesDecided(entities) {
    return entities.some(({ merges }) => merges.some(({ rule }) => rule === "decided"));
}

/**
 * What was decided about the date of a document.
 * @param {Decision[]} decisions
 * @param {string} document its identifier
 */
export function dateOf(decisions, document) {
    return decisions.findLast((decision) => isDateOf(decision, document));
}

/**
 * @param {Decision} decision
 * @param {string} document
 * @returns {decision is DateDecision}
 */
export function isDateOf(decision, document) {
    return decision.do === "date" && decision.document === document;
}

/**
 * @param {Decision} decision
 * @param {Strings} strings
 */
export function decisionInWords(decision, strings) {
    if (decision.do === "date") {
        const when = decision.date === UNKNOWN ? strings.unknownDate : dateInWords(decision.date, strings);
        return strings.decidedDate(decision.title || decision.document, when);
    }
    const { name } = decision.entity;
    switch (decision.do) {
        case "merge":
            return strings.decidedMerge(name, decision.with.name);
        case "distinct":
            return strings.decidedDistinct(name, decision.with.name);
        case "split":
            return strings.decidedSplit(name, [...(decision.names ?? []), ...(decision.documents ?? [])].join(", "));
        case "rename":
            return strings.decidedRename(name, decision.name);
        case "retype":
            return strings.decidedRetype(name, strings.types[decision.type]);
        case "reject":
            return strings.decidedReject(name);
    }
}

/**
 * @param {Idle} idle
 * @param {Strings} strings
 */
export function idleInWords({ decision, partly, why }, strings) {
    return (partly ? strings.partlyDecision : strings.idleDecision)(decisionInWords(decision, strings), why);
}

/**
 * How many decisions changed nothing at all.
 * @param {Idle[]} idle
 */
export function changedNothing(idle) {
    return idle.filter(({ partly }) => !partly).length;
}
