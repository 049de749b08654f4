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

const ISO = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;

/**
 * Whether a text is a date that exists, as people may give one: `2024`, `2024-02`, `2024-02-10`, or a range of two of
 * them in order, `2023-10/2024-02`, of which `..` leaves one side open.
 * @param {string} text
 */
export function isDate(text) {
    const sides = text.split("/");
    if (sides.length === 1) return exists(text);
    const known = sides.filter((side) => side !== "..");
    if (sides.length > 2 || known.length === 0 || !known.every(exists)) return false;
    // A side may be finer than the other: they are compared as far as both go.
    const [from, to] = known.map((side) => side.split("-"));
    const shared = Math.min(from.length, to?.length ?? 0);
    return from.slice(0, shared).join() <= (to ?? from).slice(0, shared).join();
}

/** @param {string} iso */
function exists(iso) {
    const [, year, month = "01", day = "01"] = ISO.exec(iso) ?? [];
    if (!year) return false;
    const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
    // Browsers that take 30 February take it for 1 March.
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}`);
}

/**
 * A text with the digits of ISO 8601 in place of Khmer ones, and without spaces.
 * @param {string} text
 */
export function plainDigits(text) {
    return text.replace(/\s/g, "").replace(/[០-៩]/g, (digit) => String("០១២៣៤៥៦៧៨៩".indexOf(digit)));
}

/**
 * A time in words.
 * @param {When} when
 * @param {Strings} strings
 */
export function whenInWords(when, strings) {
    return dateInWords(when.value, strings);
}
