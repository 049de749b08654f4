// `<saksi-card>`: what a marked name or date is, beside its place in the text.
//
// Emits `pick-entity` with `{ id, name, type }`, `show-entity` with `{ id }`, `pick-time` with `{ from, to }`.

import { dateInWords, whenInWords } from "../dates.js";
import { emit, h, scriptLanguage } from "../dom.js";
import { SaksiElement } from "./element.js";

/** @import { EntityView, MentionMark, TimexMark } from "../../pkg/reader/saksi.js" */

/** How many of an entity's names the card shows. */
const NAMES = 6;

export class Card extends SaksiElement {
    /** @type {HTMLElement | undefined} */
    #opener;

    constructor() {
        super();
        this.addEventListener("keydown", (event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            this.close(true);
        });
        this.addEventListener("focusout", (event) => {
            if (event.relatedTarget instanceof Node && !this.contains(event.relatedTarget)) this.close();
        });
    }

    /** @override */
    connectedCallback() {
        super.connectedCallback();
        this.setAttribute("role", "dialog");
        this.tabIndex = -1;
        this.hidden = true;
    }

    /**
     * @param {HTMLElement} opener the mark
     * @param {(MentionMark | TimexMark)[]} marks what stands there
     * @param {string} text of the document
     * @param {(id: string) => Promise<EntityView | undefined>} lookup
     */
    open(opener, marks, text, lookup) {
        this.#opener = opener;
        this.setAttribute("aria-label", opener.textContent ?? "");
        this.replaceChildren(
            ...marks.map((mark) => ("entity" in mark ? this.#entity(mark, text, lookup) : this.#time(mark, text))),
            h(
                "button",
                { type: "button", class: "close", "aria-label": this.strings.close, onclick: () => this.close(true) },
                "×",
            ),
        );
        this.hidden = false;
        this.#place();
        this.focus({ preventScroll: true });
        document.addEventListener("pointerdown", this.#outside);
    }

    /** @param {boolean} [giveFocusBack] */
    close(giveFocusBack = false) {
        if (this.hidden) return;
        this.hidden = true;
        document.removeEventListener("pointerdown", this.#outside);
        if (giveFocusBack) this.#opener?.focus({ preventScroll: true });
    }

    /** @param {Event} event */
    #outside = (event) => {
        if (!event.composedPath().includes(this)) this.close();
    };

    /** Below the mark, within the column of the text. */
    #place() {
        const frame = this.parentElement;
        const opener = this.#opener;
        if (!frame || !opener) return;
        const box = frame.getBoundingClientRect();
        const lines = opener.getClientRects();
        const at = lines[lines.length - 1];
        this.style.top = `${at.bottom - box.top + 6}px`;
        const left = Math.min(at.left - box.left, box.width - this.offsetWidth);
        this.style.left = `${Math.max(0, left)}px`;
        this.scrollIntoView?.({ block: "nearest" });
    }

    /**
     * @param {MentionMark} mark
     * @param {string} text
     * @param {(id: string) => Promise<EntityView | undefined>} lookup
     */
    #entity(mark, text, lookup) {
        const { strings } = this;
        const written = text.slice(mark.start, mark.end);
        const more = h("div", { class: "card-more" });
        lookup(mark.entity)
            .then((entity) => {
                if (!entity) return;
                more.append(
                    h(
                        "p",
                        { class: "meta" },
                        h("span", {}, strings.mentions(entity.mentions)),
                        h("span", {}, strings.documents(entity.documents)),
                    ),
                );
                const others = entity.names.filter((name) => name.text !== mark.name).slice(0, NAMES);
                if (others.length > 0) {
                    more.append(
                        h(
                            "ul",
                            { class: "names", "aria-label": strings.alsoWritten },
                            others.map((name) => h("li", { lang: scriptLanguage(name.text) }, name.text)),
                        ),
                    );
                }
            })
            // The card says less then; whatever failed is told where it was asked for.
            .catch(() => {});
        return h(
            "section",
            {},
            h("p", { class: "kind" }, h("span", { class: `mark ${mark.type}` }, strings.types[mark.type])),
            h("h3", { lang: scriptLanguage(mark.name) }, mark.name),
            written !== mark.name ? h("p", { class: "written", lang: scriptLanguage(written) }, `“${written}”`) : null,
            more,
            h(
                "p",
                { class: "actions" },
                h(
                    "button",
                    { type: "button", onclick: () => this.#act("pick-entity", { id: mark.entity, name: mark.name, type: mark.type }) },
                    strings.searchForIt,
                ),
                h(
                    "button",
                    { type: "button", class: "only-workbench", onclick: () => this.#act("show-entity", { id: mark.entity }) },
                    strings.moreAbout,
                ),
            ),
        );
    }

    /**
     * @param {TimexMark} mark
     * @param {string} text
     */
    #time(mark, text) {
        const { strings } = this;
        const { when } = mark;
        const written = text.slice(mark.start, mark.end);
        const days = when && (when.from || when.to) ? `${when.from ?? ".."}/${when.to ?? ".."}` : undefined;
        const explain = { DURATION: strings.duration, SET: strings.repeated }[mark.type] ?? strings.unresolved;
        return h(
            "section",
            {},
            h("p", { class: "kind" }, h("span", { class: "mark DATE" }, strings.date)),
            h("h3", {}, when ? whenInWords(when, strings) : explain),
            h("p", { class: "written", lang: scriptLanguage(written) }, `“${written}”`),
            h(
                "dl",
                { class: "facts" },
                days && when?.from !== when?.to ? row(strings.interval, dateInWords(days, strings)) : null,
                when ? row(strings.granularity, strings.granularities[when.granularity] ?? when.granularity) : null,
                row(strings.value, [h("code", {}, mark.value), mark.mod ? ` ${mark.mod}` : ""]),
                row(strings.why, mark.why),
            ),
            days
                ? h(
                      "p",
                      { class: "actions" },
                      h(
                          "button",
                          { type: "button", onclick: () => this.#act("pick-time", { from: when?.from ?? "", to: when?.to ?? "" }) },
                          strings.aboutThisTime,
                      ),
                  )
                : null,
        );
    }

    /**
     * @param {string} name
     * @param {unknown} detail
     */
    #act(name, detail) {
        this.close();
        emit(this, name, detail);
    }
}

/**
 * @param {string} name
 * @param {string | (Node | string)[]} value
 */
function row(name, value) {
    return h("div", {}, h("dt", {}, name), h("dd", {}, value));
}
