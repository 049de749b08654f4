// The button that leads from a page of the archive back to what was shown before.

import { emit, h } from "../dom.js";

/** @import { Strings } from "../locales/en.js" */

/**
 * Choosing it makes `owner` emit `close-document`.
 * @param {Strings} strings
 * @param {HTMLElement} owner
 */
export function back(strings, owner) {
    return h(
        "button",
        { type: "button", class: "back", "data-key": "close", onclick: () => emit(owner, "close-document") },
        h("span", { "aria-hidden": "true" }, "← "),
        strings.back,
    );
}
