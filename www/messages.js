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
 * @param {Notice} notice
 * @param {Strings} strings
 */
export function noticeInWords(notice, strings) {
    if (notice.code === "no-tagger") return strings.noTagger;
    return strings.noRanges(strings.bytes(notice.bytes));
}
