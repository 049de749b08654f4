// A form in which a person decides something.

import { h } from "../dom.js";

/**
 * @param {string} applyLabel
 * @param {Node[]} fields
 * @param {(elements: HTMLFormControlsCollection) => void} apply is handed the controls, of which it may say that one is
 *     wrong (`setCustomValidity`): that is forgotten as soon as anything is typed
 * @param {Node} [beneath] what is said of the choice
 */
export function decisionForm(applyLabel, fields, apply, beneath) {
    return h(
        "form",
        {
            class: "decide",
            oninput: (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).setCustomValidity(""),
            onsubmit: (/** @type {Event} */ event) => {
                event.preventDefault();
                apply(/** @type {HTMLFormElement} */ (event.currentTarget).elements);
            },
        },
        ...fields,
        h("button", {}, applyLabel),
        beneath,
    );
}
