// Errors and notices in words.

/** @import { Notice } from "./protocol.js" */
/** @import { Strings } from "./locales/en.js" */

/**
 * @param {unknown} error
 * @param {Strings} strings
 */
export function errorInWords(error, strings) {
    const code = /** @type {{ code?: string } | undefined} */ (error)?.code ?? "";
    return Object.hasOwn(strings.errors, code) ? strings.errors[code] : strings.error;
}

/**
 * @param {unknown} error
 * @param {Strings} strings
 * @returns the same with what the core says of it
 */
export function errorInFull(error, strings) {
    const { message = "" } = /** @type {{ message?: string }} */ (error);
    return `${errorInWords(error, strings)} ${message}`.trim();
}

/**
 * Whether an error says only that nobody waits for the answer any more.
 * @param {unknown} error
 */
export function isNoMatter(error) {
    const { code } = /** @type {{ code?: string }} */ (error);
    return code === "cancelled" || code === "closed";
}

/**
 * @param {Notice} notice
 * @param {Strings} strings
 */
export function noticeInWords(notice, strings) {
    if (notice.code === "no-tagger") return strings.noTagger;
    return strings.noRanges(strings.bytes(notice.bytes));
}
