// What a person does in an element, kept while it is drawn anew: what is unfolded, typed and chosen. Each is known by the
// `data-key` of its summary or control.

/**
 * @param {Element} element
 * @param {() => void} draw
 */
export function keeping(element, draw) {
    const open = new Set(summaries(element).map((summary) => summary.parentElement?.hasAttribute("open") && keyOf(summary)));
    const changed = new Map(controls(element).map((control) => [keyOf(control), changeOf(control)]));
    draw();
    for (const summary of summaries(element)) if (open.has(keyOf(summary))) summary.parentElement?.setAttribute("open", "");
    for (const control of controls(element)) changed.get(keyOf(control))?.(control);
}

/** @param {Element} node */
const keyOf = (node) => /** @type {string} */ (node.getAttribute("data-key"));

/** @param {Element} element */
const summaries = (element) => [...element.querySelectorAll("summary[data-key]")];

/**
 * @param {Element} element
 * @returns {(HTMLInputElement | HTMLSelectElement)[]}
 */
function controls(element) {
    const isControl = (/** @type {Element} */ node) => node instanceof HTMLInputElement || node instanceof HTMLSelectElement;
    return [...element.querySelectorAll("[data-key]")].filter(isControl);
}

/**
 * What makes the same change to another control.
 * @param {HTMLInputElement | HTMLSelectElement} control
 * @returns {((control: HTMLInputElement | HTMLSelectElement) => void) | undefined} nothing, where it is as it was drawn
 */
function changeOf(control) {
    if (control instanceof HTMLInputElement && control.type === "checkbox") {
        const { checked } = control;
        return checked === control.defaultChecked ? undefined : (other) => (/** @type {HTMLInputElement} */ (other).checked = checked);
    }
    const { value } = control;
    if (control instanceof HTMLSelectElement) {
        return control.selectedOptions[0]?.defaultSelected ? undefined : (other) => (other.value = value);
    }
    const { selectionStart, selectionEnd } = control;
    if (value === control.defaultValue) return undefined;
    return (other) => {
        const input = /** @type {HTMLInputElement} */ (other);
        input.value = value;
        input.setSelectionRange(selectionStart, selectionEnd);
        input.dispatchEvent(new Event("input"));
    };
}
