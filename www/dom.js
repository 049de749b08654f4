// Builds elements. Text always goes in as text: nothing here parses markup, so a hostile document stays text.

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * An element with attributes, listeners (`onclick: f`) and children. An attribute that is `false`, `null` or
 * `undefined` is left out; `true` is empty.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, unknown>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value === false || value === null || value === undefined) continue;
        if (typeof value === "function") {
            element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
        } else {
            element.setAttribute(name, value === true ? "" : String(value));
        }
    }
    element.append(...nodes(children));
    return element;
}

/**
 * @param {(Child | Child[])[]} children
 * @returns {(Node | string)[]}
 */
export function nodes(children) {
    return children
        .flat()
        .filter((child) => child !== null && child !== undefined && child !== false)
        .map((child) => (typeof child === "number" ? String(child) : child));
}

/**
 * A text with some ranges of it marked. Ranges are in order and do not overlap.
 * @param {string} text
 * @param {{ start: number, end: number }[]} ranges
 * @returns {(Node | string)[]}
 */
export function marked(text, ranges) {
    const parts = [];
    let from = 0;
    for (const { start, end } of ranges) {
        if (start < from || end > text.length || start >= end) continue;
        parts.push(text.slice(from, start), h("mark", {}, text.slice(start, end)));
        from = end;
    }
    parts.push(text.slice(from));
    return parts;
}

/**
 * An event of one of the elements: it bubbles to whoever holds the element.
 * @param {EventTarget} target
 * @param {string} name
 * @param {unknown} [detail]
 */
export function emit(target, name, detail) {
    target.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
}

const KHMER = /[\u1780-\u17ff\u19e0-\u19ff]/;
const KHMER_ALL = /[\u1780-\u17ff\u19e0-\u19ff]/g;

/**
 * The language to set a text in, where it is not that of the page: Khmer needs its own fonts and line height.
 * @param {string} text
 * @returns {"km" | undefined}
 */
export function scriptLanguage(text) {
    if (!KHMER.test(text)) return undefined;
    const khmer = text.match(KHMER_ALL)?.length ?? 0;
    return khmer * 3 > text.length ? "km" : undefined;
}
