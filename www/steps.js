// Documents that a widget opens, as steps of its page's history, so that Back closes them.
//
// The address stays as it is, and so does what the page itself keeps in the history's entries: a number is added, for a
// document that this visit remembers. What was read does not belong in what a browser keeps after the page was left.

/** @typedef {{ id: string, start?: number, end?: number }} Opened */

/** What stands open at each step of this visit, by number: of each widget, its document. @type {Map<unknown, Opened>[]} */
const steps = [];

/** Tells this visit from an earlier one, whose entries may still be in the history. */
const visit = performance.timeOrigin;

/** The step at which the history stands, if it is one of this visit's. */
function currentStep() {
    const [of, number] = /** @type {{ saksiOpened?: [number, number] } | null} */ (history.state)?.saksiOpened ?? [];
    return of === visit && number !== undefined ? steps[number] : undefined;
}

/** @param {Map<unknown, Opened>} step */
const stateOf = (step) => ({ ...history.state, saksiOpened: [visit, steps.push(step) - 1] });

/**
 * Adds a step to the history.
 * @param {unknown} owner
 * @param {Opened} opened
 */
export function addStep(owner, opened) {
    const before = currentStep() ?? new Map();
    // What one comes back to is a step as well: a link within the page, which adds an entry too, closes nothing.
    if (!currentStep()) history.replaceState(stateOf(before), "");
    history.pushState(stateOf(new Map([...before, [owner, opened]])), "");
}

/**
 * What the owner has open at the step at which the history stands; `null`: nothing; `undefined`: it stands at no step.
 * @param {unknown} owner
 * @returns {Opened | null | undefined}
 */
export function stepOf(owner) {
    const step = currentStep();
    return step && (step.get(owner) ?? null);
}

/**
 * Takes what the owner has open out of the step at which the history stands: one went on from it to something else.
 * @param {unknown} owner
 */
export function emptyStep(owner) {
    const step = currentStep();
    if (step?.has(owner)) history.replaceState(stateOf(new Map([...step].filter(([other]) => other !== owner))), "");
}
