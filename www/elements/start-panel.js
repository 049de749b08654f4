// What stands in the list's place while no archive is open: what can be dropped here, or chosen.

import { h } from "../dom.js";

/** @import { Strings } from "../locales/en.js" */

/**
 * @param {Strings} strings
 * @param {(folder: boolean) => void} pick
 */
export function startPanel(strings, pick) {
    const button = (/** @type {string} */ key, /** @type {string} */ words, /** @type {boolean} */ folder, kind = "") =>
        h("button", { type: "button", class: kind, "data-key": key, onclick: () => pick(folder) }, words);
    return h(
        "section",
        { class: "start" },
        h("h2", {}, strings.dropHere),
        h("p", {}, strings.dropWhat),
        h("p", { class: "actions" }, button("choose", strings.chooseFiles, false, "main"), button("folder", strings.addFolder, true)),
    );
}
