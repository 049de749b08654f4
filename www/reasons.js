// Why names were merged, in the words of the interface. The core says it in English, with the name in the sentence;
// what a document or a person wrote stays as it is.

/** @import { MergeView } from "../pkg/reader/saksi.js" */
/** @import { Strings } from "./locales/en.js" */

/**
 * What the core's sentences begin and end with, and what they are called in the locales.
 * @type {[before: string, after: string, reason: keyof Strings["reasons"]][]}
 */
const REASONS = [
    ["the same letters as ", "", "sameLetters"],
    ["the words of ", " in another order", "otherOrder"],
    ["the initials of ", "", "initials"],
    ["another document defines it as ", "", "definedElsewhere"],
    ["the lists give both as names of ", "", "listed"],
    ["no other person of the document has a name like ", "", "onlyOne"],
    ["", " without its legal form", "withoutForm"],
    ["entry ", " of the pack", "entry"],
    ["a person decided that both are one", "", "decidedOne"],
    ["a person decided that it is another", "", "decidedOther"],
    ["a person gave this name", "", "named"],
];

/**
 * @param {MergeView} merge
 * @param {Strings} strings
 * @returns {string}
 */
export function reasonInWords({ evidence }, strings) {
    const found = REASONS.find(([before, after]) => evidence.startsWith(before) && evidence.endsWith(after));
    if (!found) return evidence;
    const [before, after, reason] = found;
    return strings.reasons[reason](evidence.slice(before.length, evidence.length - after.length));
}
