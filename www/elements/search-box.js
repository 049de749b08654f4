// `<saksi-search-box>`: the query as it is typed. Attribute: `shortcut`, where the page takes `/` for a wish to search.
//
// Emits `query` with what stands in the field, a moment after typing pauses; `query-done` on Enter and arrow down.

import { emit, h, scriptLanguage } from "../dom.js";
import { SaksiElement } from "./element.js";

/** How long typing must pause, in milliseconds, before the archive is asked. */
const PAUSE = 100;

export class SearchBox extends SaksiElement {
    #timer = 0;
    #sent = "";
    #input = h("input", {
        type: "search",
        name: "q",
        autocomplete: "off",
        autocapitalize: "off",
        spellcheck: "false",
        enterkeyhint: "search",
        oninput: () => this.#later(),
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    });
    #label = h("label", { class: "visually-hidden" });
    #hint = h("p", { class: "hint" });
    #help = h("div", { popover: "auto", class: "query-help" });
    #helpButton = h("button", { type: "button", class: "help", "data-key": "help" }, "?");

    constructor() {
        super();
        const id = `saksi-query-${Math.trunc(performance.now() * 1000)}`;
        this.#input.id = id;
        this.#label.htmlFor = id;
        this.#help.id = `${id}-help`;
        this.#helpButton.setAttribute("popovertarget", this.#help.id);
        this.#hint.id = `${id}-hint`;
        this.#input.setAttribute("aria-describedby", this.#hint.id);
    }

    get value() {
        return this.#input.value;
    }

    set value(query) {
        clearTimeout(this.#timer);
        this.#sent = query;
        // Setting the value moves the caret, which must not happen under the typist's hand.
        if (this.#input.value !== query) this.#input.value = query;
    }

    focusInput() {
        this.#input.focus();
        this.#input.select();
    }

    /** @override */
    render() {
        this.#label.textContent = this.strings.searchLabel;
        this.#input.placeholder = this.strings.searchPlaceholder;
        const shortcut = this.hasAttribute("shortcut") ? ` ${this.strings.searchShortcut}` : "";
        this.#hint.textContent = this.strings.searchHint + shortcut;
        this.#helpButton.setAttribute("aria-label", this.strings.searchHelp);
        this.#help.setAttribute("aria-label", this.strings.searchHelp);
        this.#help.replaceChildren(
            h("h2", {}, this.strings.searchHelp),
            h(
                "dl",
                {},
                this.strings.queryLanguage.flatMap(([example, meaning]) => [
                    h("dt", { lang: scriptLanguage(example) }, h("code", {}, example)),
                    h("dd", {}, meaning),
                ]),
            ),
        );
        if (this.firstChild) return;
        this.append(
            h(
                "form",
                { role: "search", onsubmit: (/** @type {Event} */ event) => this.#submit(event) },
                this.#label,
                this.#input,
                this.#helpButton,
            ),
            this.#hint,
            this.#help,
        );
    }

    #later() {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#send(), PAUSE);
    }

    #send() {
        clearTimeout(this.#timer);
        if (this.#input.value === this.#sent) return;
        this.#sent = this.#input.value;
        emit(this, "query", this.#sent);
    }

    /** @param {Event} event */
    #submit(event) {
        event.preventDefault();
        this.#send();
        emit(this, "query-done");
    }

    /** @param {KeyboardEvent} event */
    #key(event) {
        if (event.isComposing || event.key !== "ArrowDown") return;
        event.preventDefault();
        this.#send();
        emit(this, "query-done");
    }
}
