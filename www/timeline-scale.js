// Where events stand on a drawn timeline. Pure arithmetic, in pixels and days since 1 January 1970.
//
// The axis has a column for each year in which an event begins or ends; the empty years between are cut out, so that
// one event of 1954 does not press those of 2017 into a line. Within a column a day is as wide as any other.

import { dayNumber, firstDayOf, yearOf } from "./dates.js";

/** @import { TimelineEvent } from "../pkg/reader/saksi.js" */

/** @typedef {{ year: number, x: number, width: number, gap: boolean }} Column `gap`: years were cut out before it */
/** @typedef {{ columns: Column[], width: number, at: (day: number) => number }} Axis */
/** @typedef {{ first: number, last: number, openStart: boolean, openEnd: boolean }} Extent days, both within */
/**
 * `label`: the names drawn beside it, and `labelWidth` the room for them; empty where there is none.
 * @typedef {{
 *   event: TimelineEvent, x: number, width: number, dot: boolean, row: number, label: string, labelWidth: number,
 *   extent: Extent,
 * }} Placed
 */
/** @typedef {{ type: string, rows: number, placed: Placed[], left: number }} Lane `left`: events there was no room for */

/** The width of a year with one event, at each step of zooming in; the first step shows all there is at once. */
const COLUMN_AT_ZOOM = [9, 40, 90, 180];
/** Every column has room for the last two digits of its year. */
const NARROWEST_COLUMN = 26;
export const CLOSEST_ZOOM = COLUMN_AT_ZOOM.length - 1;
/** Room before a column that follows a gap, where the cut is drawn. */
const GAP = 16;
/** A bar narrower than this is drawn as a dot. */
export const DOT = 10;
const WIDEST_LABEL = 220;
const ROOM_BETWEEN = 8;
/** How many names a label holds. */
const NAMES = 2;
/** More rows than this in one lane, and its events lose their labels; twice as many, and the rest is counted. */
const MOST_ROWS = 7;

/**
 * The days of an event; an open side is taken as a month, and said to be open.
 * @param {TimelineEvent} event
 * @returns {Extent | undefined} `undefined`: undated
 */
export function extentOf({ when }) {
    if (!when || (!when.from && !when.to)) return undefined;
    const first = when.from ? dayNumber(when.from) : dayNumber(/** @type {string} */ (when.to)) - 30;
    const last = when.to ? dayNumber(when.to) : first + 30;
    return { first, last, openStart: !when.from, openEnd: !when.to };
}

/**
 * @param {Extent[]} extents
 * @param {number} room the width there is; the axis is wider if its columns need it
 * @param {number} [zoom] from 0, all at once, to {@link CLOSEST_ZOOM}
 * @returns {Axis}
 */
export function axis(extents, room, zoom = 0) {
    const narrowest = COLUMN_AT_ZOOM[Math.min(zoom, CLOSEST_ZOOM)];
    /** @type {Map<number, number>} */
    const counts = new Map();
    for (const { first, last } of extents) {
        for (const year of new Set([yearOf(first), yearOf(last)])) counts.set(year, (counts.get(year) ?? 0) + 1);
    }
    const years = [...counts.keys()].sort((a, b) => a - b);
    const wanted = years.map((year) => Math.max(NARROWEST_COLUMN, narrowest * Math.sqrt(counts.get(year) ?? 1)));
    const gaps = years.map((year, at) => at > 0 && year - years[at - 1] > 1);
    const forGaps = gaps.filter(Boolean).length * GAP;
    const sum = wanted.reduce((a, b) => a + b, 0);
    const stretch = Math.max(1, (room - forGaps) / sum);
    /** @type {Column[]} */
    const columns = [];
    let x = 0;
    for (const [at, year] of years.entries()) {
        if (gaps[at]) x += GAP;
        const width = wanted[at] * stretch;
        columns.push({ year, x, width, gap: gaps[at] });
        x += width;
    }
    return { columns, width: x, at: (day) => position(columns, day) };
}

/**
 * @param {Column[]} columns
 * @param {number} day
 */
function position(columns, day) {
    const year = yearOf(day);
    for (const column of columns) {
        // A year that was cut out lies where its cut is drawn.
        if (year < column.year) return column.x;
        if (year > column.year) continue;
        const first = firstDayOf(year);
        return column.x + (column.width * (day - first)) / (firstDayOf(year + 1) - first);
    }
    const last = columns.at(-1);
    return last ? last.x + last.width : 0;
}

/**
 * One lane for each type of event, its events in as few rows as they fit without overlap.
 * @param {TimelineEvent[]} events
 * @param {Axis} scale
 * @param {string[]} types in the order of the lanes
 * @returns {Lane[]}
 */
export function lanes(events, scale, types) {
    /** @type {Map<string, { event: TimelineEvent, extent: Extent }[]>} */
    const byType = new Map();
    for (const event of events) {
        const extent = extentOf(event);
        if (!extent) continue;
        const lane = byType.get(event.type) ?? [];
        lane.push({ event, extent });
        byType.set(event.type, lane);
    }
    const order = [...types, ...[...byType.keys()].filter((type) => !types.includes(type)).sort()];
    return order.flatMap((type) => {
        const lane = byType.get(type);
        if (!lane) return [];
        const labelled = pack(lane, scale, true);
        const packed = labelled.rows <= MOST_ROWS ? labelled : pack(lane, scale, false);
        const placed = packed.placed.filter(({ row }) => row < 2 * MOST_ROWS);
        const rows = Math.min(packed.rows, 2 * MOST_ROWS);
        return [{ type, rows, placed, left: packed.placed.length - placed.length }];
    });
}

/**
 * @param {{ event: TimelineEvent, extent: Extent }[]} lane
 * @param {Axis} scale
 * @param {boolean} labelled
 */
function pack(lane, scale, labelled) {
    /** @type {number[]} */
    const ends = [];
    const placed = lane
        .map(({ event, extent }) => {
            const from = scale.at(extent.first);
            const width = scale.at(extent.last + 1) - from;
            const dot = width < DOT || extent.first === extent.last;
            return { event, extent, x: dot ? from + width / 2 - DOT / 2 : from, width: dot ? DOT : width, dot };
        })
        .sort((a, b) => a.x - b.x || b.width - a.width)
        .map((item) => {
            const label = labelled ? labelOf(item.event) : "";
            const room = labelWidth(label);
            const end = item.x + item.width + (room > 0 ? room + 6 : 0);
            let row = ends.findIndex((taken) => taken + ROOM_BETWEEN <= item.x);
            if (row < 0) row = ends.length;
            ends[row] = end;
            return { ...item, row, label, labelWidth: room };
        });
    return { placed, rows: ends.length };
}

/**
 * Whom or what it is about: the lane says already what was done.
 * @param {TimelineEvent} event
 */
function labelOf({ targets, actors, places }) {
    const names = [targets, actors, places].find((entities) => entities.length > 0) ?? [];
    const shown = names.slice(0, NAMES).map(({ name }) => name);
    return shown.join(", ") + (names.length > NAMES ? " …" : "");
}

/**
 * About how wide a label is drawn, which needs no browser to know.
 * @param {string} text
 */
function labelWidth(text) {
    return text ? Math.min(WIDEST_LABEL, 8 + text.length * 7.4) : 0;
}
