// Which events of a timeline one wants to see.

import { whenInWords } from "./dates.js";

/** @import { EntityName, TimelineEvent } from "../pkg/reader/saksi.js" */
/** @import { Strings } from "./locales/en.js" */

/**
 * `type`: an event type's code; `entity`: an identifier; `text`: words that must all stand in what is shown of the
 * event; `facts`: only what is told as fact. Empty: no condition.
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

/**
 * @param {TimelineEvent[]} events
 * @param {TimelineFilter} filter
 * @param {Strings} strings
 */
export function matching(events, { type, entity, text, facts }, strings) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    return events.filter((event) => {
        if (type && event.type !== type) return false;
        if (facts && event.modality !== "happened") return false;
        const people = participants(event);
        if (entity && !people.some(({ id }) => id === entity)) return false;
        if (words.length === 0) return true;
        const hay = [event.headline, strings.eventTypes[event.type] ?? event.type, ...people.map(({ name }) => name)];
        if (event.when) hay.push(whenInWords(event.when, strings));
        const all = hay.join(" ").toLowerCase();
        return words.every((word) => all.includes(word));
    });
}
