// Dates for people to read, never more precise than they are known. Input: the ISO 8601 values of the bindings.

/** @import { Strings } from "./locales/en.js" */
/** @import { When } from "../pkg/reader/saksi.js" */

const DAY = 86_400_000;

/**
 * Days since 1 January 1970.
 * @param {string} iso `YYYY-MM-DD`, perhaps with a minus sign before
 * @returns {number}
 */
export function dayNumber(iso) {
    const [, sign, year, month, day] = /^(-?)(\d+)-(\d+)-(\d+)$/.exec(iso) ?? [];
    const date = new Date(0);
    // `Date.UTC` takes years below 100 for those of the 20th century.
    date.setUTCFullYear(Number(sign + year), Number(month) - 1, Number(day));
    return Math.round(date.getTime() / DAY);
}

/**
 * The year of a day.
 * @param {number} day days since 1 January 1970
 */
export function yearOf(day) {
    return new Date(day * DAY).getUTCFullYear();
}

/**
 * Days since 1 January 1970 of the first day of a year.
 * @param {number} year
 */
export function firstDayOf(year) {
    const date = new Date(0);
    date.setUTCFullYear(year, 0, 1);
    return Math.round(date.getTime() / DAY);
}

/**
 * @param {string} iso `YYYY`, `YYYY-MM` or `YYYY-MM-DD`
 * @param {Strings} strings
 */
function one(iso, strings) {
    const [, year, month, day] = /^(-?\d+)(?:-(\d\d))?(?:-(\d\d))?$/.exec(iso) ?? [];
    if (!year) return iso;
    // Browsers do not all know the months of every language here, so the interface brings its own.
    const name = month && strings.monthNames[Number(month) - 1];
    return [day && Number(day), name, Number(year)].filter(Boolean).join(" ");
}

/**
 * A date of the bindings in words: `18 September 2017`, `September 2017`, `1 October 2023 to 29 February 2024`,
 * `by 29 February 2024`.
 * @param {string} value `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, or a range `A/B` with `..` for an open side
 * @param {Strings} strings
 */
export function dateInWords(value, strings) {
    if (!value.includes("/")) return one(value, strings);
    const [from, to] = value.split("/");
    if (from === ".." && to === "..") return strings.undated;
    if (from === "..") return strings.until(one(to, strings));
    if (to === "..") return strings.since(one(from, strings));
    return strings.fromTo(one(from, strings), one(to, strings));
}

/**
 * How precisely a date is known, in a word.
 * @param {string} value as {@link dateInWords} takes it
 * @returns {"day" | "month" | "year" | "range"}
 */
export function precision(value) {
    if (value.includes("/")) return "range";
    const parts = value.replace(/^-/, "").split("-").length;
    return parts === 3 ? "day" : parts === 2 ? "month" : "year";
}

/**
 * A time in words.
 * @param {When} when
 * @param {Strings} strings
 */
export function whenInWords(when, strings) {
    return dateInWords(when.value, strings);
}
