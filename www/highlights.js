// Passages and words lit in a text without touching its elements (CSS Custom Highlight API). One registry serves every
// reader of the page. A browser without it selects the passage instead.

/** @typedef {"saksi-passage" | "saksi-word"} Name */

const supported = typeof CSS !== "undefined" && "highlights" in CSS;

/** @param {Name} name */
function registered(name) {
    let highlight = CSS.highlights.get(name);
    if (!highlight) {
        highlight = new Highlight();
        highlight.priority = name === "saksi-word" ? 1 : 0;
        CSS.highlights.set(name, highlight);
    }
    return highlight;
}

/** The ranges that one reader has lit. */
export class Lit {
    /** @type {{ name: Name, range: Range }[]} */
    #ranges = [];

    /**
     * @param {Name} name
     * @param {Range} range
     */
    add(name, range) {
        if (supported) {
            registered(name).add(range);
            this.#ranges.push({ name, range });
        } else if (name === "saksi-passage") {
            const selection = getSelection();
            selection?.removeAllRanges();
            selection?.addRange(range);
        }
    }

    clear() {
        for (const { name, range } of this.#ranges) registered(name).delete(range);
        this.#ranges = [];
    }
}
