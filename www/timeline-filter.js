// Which events of a timeline one wants to see.

import { whenInWords } from "./dates.js";
import { LOCALES } from "./locales/index.js";

/** @import { EntityName, EntityView, TimelineEvent } from "../pkg/reader/saksi.js" */
/** @import { Strings } from "./locales/en.js" */

/**
 * `type`: an event type's code; `entity`: an identifier; `text`: words that must all stand in what is known of the event
 * ({@link matching}); `facts`: only what is told as fact. Empty: no condition.
 * @typedef {{ type: string, entity: string, text: string, facts: boolean }} TimelineFilter
 */

/** @returns {TimelineFilter} */
export function noTimelineFilter() {
    return { type: "", entity: "", text: "", facts: false };
}

/**
 * @param {TimelineEvent} event
 * @returns {EntityName[]} without repetition
 */
export function participants({ actors, targets, places }) {
    const seen = new Set();
    return [...actors, ...targets, ...places].filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** The endings of English words that are passed over where at least four letters stand before them. */
const ENDING = /(?<=\p{L}{4})(?:ing|ed|e|s)$/u;

/**
 * Events that meet a filter. Its words are looked for in the headline, the type in every language of the interface, the
 * date, every name of who takes part, and the quotes; an English word is found with another ending too.
 * @param {TimelineEvent[]} events
 * @param {TimelineFilter} filter
 * @param {Strings} strings
 * @param {{ names?: Map<string, EntityView>, quotes?: Map<string, string> }} [known] `names`: entities by identifier;
 *   `quotes`: the text of those that were read, by event
 */
export function matching(events, { type, entity, text, facts }, strings, { names, quotes } = {}) {
    const words = fold(text).split(/\s+/).filter(Boolean).map((word) => word.replace(ENDING, ""));
    return events.filter((event) => {
        if (type && event.type !== type) return false;
        if (facts && event.modality !== "happened") return false;
        const people = participants(event);
        if (entity && !people.some(({ id }) => id === entity)) return false;
        if (words.length === 0) return true;
        const hay = [
            event.headline,
            event.type,
            ...Object.values(LOCALES).map(({ eventTypes }) => eventTypes[event.type] ?? ""),
            ...people.flatMap(({ id, name }) => [name, ...(names?.get(id)?.names ?? []).map((form) => form.text)]),
            event.when ? whenInWords(event.when, strings) : "",
            quotes?.get(event.id) ?? "",
        ];
        const all = fold(hay.join("\n"));
        return words.every((word) => all.includes(word));
    });
}

/**
 * A text as it is compared: small letters, and Khmer without the marks that only say where a line may break.
 * @param {string} text
 */
function fold(text) {
    return text.toLowerCase().normalize("NFC").replaceAll("\u200b", "");
}
