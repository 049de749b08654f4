// Files that the page hands over.

import { h } from "./dom.js";

/**
 * Hands a file to the browser to save.
 * @param {Uint8Array<ArrayBuffer> | string} content
 * @param {string} name
 * @param {string} type
 */
export function saveAs(content, name, type) {
    const url = URL.createObjectURL(new Blob([content], { type }));
    h("a", { href: url, download: name }).click();
    // The browser must have begun to read before the address goes.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
