// An element that is drawn to the width it has, and drawn again when that changes.

import { SaksiElement } from "./element.js";

export class MeasuredElement extends SaksiElement {
    /** Its width in CSS pixels; 0 before it is laid out. */
    width = 0;
    #watch = new ResizeObserver(([entry]) => {
        const width = Math.round(entry.contentRect.width);
        if (width === this.width || width === 0) return;
        this.width = width;
        this.update();
    });

    /** @override */
    connectedCallback() {
        super.connectedCallback();
        this.#watch.observe(this);
    }

    disconnectedCallback() {
        this.#watch.disconnect();
    }
}
