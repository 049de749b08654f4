// What Saksi's elements share: an interface language, and drawing once for any number of changes.

import { en } from "../locales/en.js";

/** @import { Strings } from "../locales/en.js" */

export class SaksiElement extends HTMLElement {
    #strings = en;
    #queued = false;

    /** The words of the interface. @type {Strings} */
    get strings() {
        return this.#strings;
    }

    set strings(strings) {
        this.#strings = strings;
        this.update();
    }

    connectedCallback() {
        this.update();
    }

    /** Draws again, once, when the present task has made all its changes. */
    update() {
        if (this.#queued) return;
        this.#queued = true;
        queueMicrotask(() => {
            this.#queued = false;
            if (this.isConnected) this.#draw();
        });
    }

    #draw() {
        // Whoever works by keyboard must not be thrown out of a list because it was drawn again.
        const root = /** @type {Document | ShadowRoot} */ (this.getRootNode());
        const focused = root.activeElement;
        const key = focused && this.contains(focused) ? focused.getAttribute("data-key") : null;
        this.render();
        const now = root.activeElement;
        if (key === null || (now && now !== document.body)) return;
        const again = [...this.querySelectorAll("[data-key]")].find((node) => node.getAttribute("data-key") === key);
        if (again instanceof HTMLElement) again.focus({ preventScroll: true });
    }

    /** Draws the element from its properties. */
    render() {}
}
