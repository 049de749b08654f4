// `<saksi-bar>`: the top of the workbench: its views, what is open, and what can be done with it.
//
// Emits `switch-view` with the view's name, `choose-files`, `save` with an export's name (empty: the archive itself),
// `choose-language` with a language, `wipe`, `leave`.

import { VIEWS } from "../address.js";
import { emit, h } from "../dom.js";
import { LOCALES } from "../locales/index.js";
import { SaksiElement } from "./element.js";
import { keeping } from "./kept.js";

/** @import { ArchiveSummary, ExportFormat } from "../../pkg/full/saksi.js" */
/** @import { ViewName } from "../address.js" */

/**
 * @typedef {{
 *   view: ViewName, summary: ArchiveSummary | undefined, own: boolean, loading: boolean, formats: ExportFormat[],
 * }} BarState `own`: the archive is made of the person's own files
 */

/** What the button of each language shows, in that language. */
const SHORT = { en: "EN", km: "ខ្មែរ" };

export class Bar extends SaksiElement {
    /** @type {BarState} */
    #state = { view: "search", summary: undefined, own: false, loading: true, formats: [] };

    /** @param {BarState} state */
    show(state) {
        this.#state = state;
        this.update();
    }

    /** @override */
    render() {
        const { strings } = this;
        const bar = h(
            "header",
            { class: "bar" },
            h("h1", {}, h("span", { class: "mark-of-saksi", "aria-hidden": "true" }), strings.name),
            this.#views(),
            this.#summary(),
            h(
                "div",
                { class: "tools" },
                this.#button("add", strings.addFiles, "choose-files", { class: "main" }),
                this.#state.summary ? this.#saveMenu() : null,
                this.#button("wipe", strings.wipe, "wipe", { title: strings.wipeWhy }),
                this.#languages(),
                this.#button("leave", strings.leave, "leave", { class: "leave", title: strings.leaveWhy }),
            ),
        );
        keeping(this, () => this.replaceChildren(bar));
    }

    /**
     * @param {string} key
     * @param {string} words
     * @param {string} event
     * @param {Record<string, unknown>} attributes
     */
    #button(key, words, event, attributes) {
        return h("button", { type: "button", "data-key": key, ...attributes, onclick: () => emit(this, event) }, words);
    }

    #views() {
        const { strings } = this;
        const names = { search: strings.search, timeline: strings.timeline, entities: strings.names };
        const item = (/** @type {ViewName} */ view) =>
            h(
                "li",
                {},
                h(
                    "button",
                    {
                        type: "button",
                        "data-key": `view:${view}`,
                        "aria-current": view === this.#state.view ? "page" : undefined,
                        onclick: () => emit(this, "switch-view", view),
                    },
                    names[view],
                ),
            );
        return h("nav", { "aria-label": strings.views }, h("ul", {}, VIEWS.map(item)));
    }

    #summary() {
        const { strings } = this;
        const { summary, own, loading } = this.#state;
        if (!summary) return h("p", { class: "summary" }, loading ? strings.loading : strings.noArchive);
        const { documents, entities, events } = summary;
        const counts = [strings.documents(documents), strings.entities(entities), strings.events(events)];
        return h(
            "p",
            { class: "summary" },
            h("strong", {}, own ? strings.yourArchive : strings.sampleArchive),
            h("span", {}, counts.join(" · ")),
        );
    }

    #languages() {
        const { strings } = this;
        const button = (/** @type {import("../locales/en.js").Strings} */ locale) =>
            h(
                "button",
                {
                    type: "button",
                    lang: locale.language,
                    "data-key": `language:${locale.language}`,
                    "aria-pressed": String(locale === strings),
                    onclick: () => emit(this, "choose-language", locale.language),
                },
                SHORT[/** @type {keyof typeof SHORT} */ (locale.language)],
                h("span", { class: "visually-hidden" }, ` ${locale.languageName}`),
            );
        return h(
            "div",
            { class: "languages", role: "group", "aria-label": strings.languageSwitch },
            Object.values(LOCALES).map(button),
        );
    }

    #saveMenu() {
        const { strings } = this;
        const item = (/** @type {string} */ format, /** @type {string} */ name, /** @type {string} */ why) =>
            h(
                "li",
                {},
                h(
                    "button",
                    {
                        type: "button",
                        "data-key": `save:${format}`,
                        onclick: (/** @type {Event} */ event) => {
                            /** @type {Element} */ (event.currentTarget).closest("details")?.removeAttribute("open");
                            emit(this, "save", format);
                        },
                    },
                    h("strong", {}, name),
                    h("span", { class: "hint" }, why),
                ),
            );
        return h(
            "details",
            {
                class: "menu",
                onkeydown: (/** @type {KeyboardEvent} */ event) => {
                    const menu = /** @type {HTMLDetailsElement} */ (event.currentTarget);
                    if (event.key !== "Escape" || !menu.open) return;
                    event.stopPropagation();
                    menu.open = false;
                    menu.querySelector("summary")?.focus();
                },
                onfocusout: (/** @type {FocusEvent} */ event) => {
                    const menu = /** @type {HTMLDetailsElement} */ (event.currentTarget);
                    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
                },
            },
            h("summary", { "data-key": "save" }, strings.save),
            h(
                "div",
                { class: "menu-body" },
                h(
                    "ul",
                    {},
                    item("", strings.saveArchive, strings.saveArchiveWhy),
                    this.#state.formats.map(({ name, description }) => item(name, strings.formats[name] ?? name, description)),
                ),
                h("p", { class: "hint" }, strings.saveWarning),
            ),
        );
    }
}
