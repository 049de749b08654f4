// The languages of the interface.

import { en } from "./en.js";
import { km } from "./km.js";

/** @import { Strings } from "./en.js" */

/** @type {Record<string, Strings>} */
export const LOCALES = { en, km };

/**
 * The interface in the first of some languages that there is; otherwise in English.
 * @param {readonly string[]} wanted BCP 47 tags
 * @returns {Strings}
 */
export function localeFor(wanted) {
    for (const tag of wanted) {
        const found = LOCALES[tag.toLowerCase().split("-")[0]];
        if (found) return found;
    }
    return en;
}
