// `<saksi-timeline>`: the events of an archive, drawn on an axis and listed; from each to its quotes, from each quote
// to its place.
//
// Emits `open-document` with `{ id, start, end }`, `show-entity` with `{ id }`, `filter-timeline` with what is chosen.

import { whenInWords } from "../dates.js";
import { emit, h, scriptLanguage } from "../dom.js";
import { matching, noTimelineFilter, participants } from "../timeline-filter.js";
import { SaksiElement } from "./element.js";
import { quoted } from "./quote.js";
import { TimelineChart } from "./timeline-chart.js";

/** @import { EntityView, Quote, TimelineEvent } from "../../pkg/reader/saksi.js" */
/** @import { TimelineFilter } from "../timeline-filter.js" */

/** How many events the list shows before one asks for more. */
const SHOWN = 100;
/** How many entities the filter offers. */
const OFFERED = 200;

export class Timeline extends SaksiElement {
    /** @type {TimelineEvent[] | undefined} */
    #events;
    /** @type {(event: string) => Promise<Quote[]>} */
    quotes = async () => [];
    /** Every entity by its identifier, so that the filter knows all names. @type {Map<string, EntityView> | undefined} */
    #names;
    /** The quotes that were read, by event. @type {Map<string, string>} */
    #read = new Map();
    #filter = noTimelineFilter();
    #shown = SHOWN;
    /** @type {Set<string>} */
    #unfolded = new Set();
    #chart = new TimelineChart();
    #fields = h("div", { class: "fields" });
    // It stays in the page, so that screen readers tell when it changes.
    #count = h("p", { role: "status", class: "count" });
    #controls = h("div", { class: "controls" }, this.#fields, this.#count);
    #list = h("div", { class: "event-list" });

    /** Whether the chart is drawn above the list. */
    get drawn() {
        return !this.hasAttribute("list-only");
    }

    set events(/** @type {TimelineEvent[] | undefined} */ events) {
        if (events === this.#events) return;
        // What is unfolded stays so where the archive has grown; of another, nothing is shown until then.
        const grown = this.#events !== undefined && events !== undefined;
        this.#events = events;
        this.#read.clear();
        if (!grown) {
            this.#unfolded.clear();
            this.#names = undefined;
            this.#shown = SHOWN;
        }
        this.update();
    }

    /** The entities of the archive: without them the filter knows the names alone that events show. */
    set entities(/** @type {EntityView[]} */ entities) {
        this.#names = new Map(entities.map((entity) => [entity.id, entity]));
        if (this.#filter.text) this.update();
    }

    #matching() {
        return matching(this.#events ?? [], this.#filter, this.strings, { names: this.#names, quotes: this.#read });
    }

    /** @param {TimelineFilter} filter */
    set filter(filter) {
        if (JSON.stringify(filter) === JSON.stringify(this.#filter)) return;
        this.#filter = filter;
        this.#shown = SHOWN;
        this.update();
    }

    constructor() {
        super();
        this.#chart.addEventListener("pick-event", (event) => {
            this.unfold(/** @type {CustomEvent<string>} */ (event).detail);
        });
    }

    /**
     * Shows an event's quotes in the list.
     * @param {string} id
     */
    async unfold(id) {
        const visible = this.#matching();
        this.#shown = Math.max(this.#shown, visible.findIndex((event) => event.id === id) + 1);
        this.#unfolded.add(id);
        this.#drawList(visible);
        const item = [...this.#list.querySelectorAll("li[data-event]")].find((li) => li.getAttribute("data-event") === id);
        item?.scrollIntoView({ block: "center" });
        item?.querySelector("button")?.focus({ preventScroll: true });
    }

    /** @override */
    render() {
        const events = this.#events;
        if (!events) {
            this.replaceChildren();
            return;
        }
        if (this.#controls.parentElement !== this) {
            this.replaceChildren(this.#controls, this.#chart, this.#list);
        }
        const visible = this.#matching();
        this.#drawControls(events);
        this.#count.textContent = this.strings.events(visible.length);
        this.#chart.hidden = !this.drawn;
        this.#chart.strings = this.strings;
        if (this.drawn) this.#chart.events = visible;
        this.#drawList(visible);
    }

    /** @param {TimelineEvent[]} events */
    #drawControls(events) {
        const { strings } = this;
        const filter = this.#filter;
        const set = (/** @type {Partial<TimelineFilter>} */ change) => emit(this, "filter-timeline", { ...filter, ...change });
        // The field in which someone types must not be replaced while they do.
        if (this.#fields.querySelector("input[type=search]:focus")) return;
        const types = new Map(events.map(({ type }) => [type, 0]));
        for (const { type } of events) types.set(type, (types.get(type) ?? 0) + 1);
        /** @type {Map<string, { name: string, count: number }>} */
        const people = new Map();
        for (const event of events) {
            for (const { id, name } of participants(event)) {
                people.set(id, { name, count: (people.get(id)?.count ?? 0) + 1 });
            }
        }
        const offered = [...people].sort(([, a], [, b]) => b.count - a.count || (a.name < b.name ? -1 : 1)).slice(0, OFFERED);
        const inOrder = Object.keys(strings.eventTypes).filter((type) => types.has(type));
        this.#fields.replaceChildren(
            labelled(
                strings.type,
                h(
                    "select",
                    { "data-key": "type", onchange: (/** @type {Event} */ e) => set({ type: valueOf(e) }) },
                    option("", strings.allTypes, filter.type),
                    inOrder.map((type) => option(type, `${strings.eventTypes[type]} (${types.get(type)})`, filter.type)),
                ),
            ),
            labelled(
                strings.filterEntity,
                h(
                    "select",
                    { "data-key": "entity", onchange: (/** @type {Event} */ e) => set({ entity: valueOf(e) }) },
                    option("", strings.anyone, filter.entity),
                    offered.map(([id, { name, count }]) => option(id, `${name} (${count})`, filter.entity)),
                ),
            ),
            labelled(
                strings.filterText,
                h("input", {
                    type: "search",
                    "data-key": "text",
                    value: filter.text,
                    oninput: (/** @type {Event} */ e) => emit(this, "filter-timeline", { ...this.#filter, text: valueOf(e) }),
                }),
            ),
            h(
                "label",
                { class: "check" },
                h("input", {
                    type: "checkbox",
                    "data-key": "facts",
                    checked: filter.facts,
                    onchange: (/** @type {Event} */ e) =>
                        set({ facts: /** @type {HTMLInputElement} */ (e.currentTarget).checked }),
                }),
                strings.factsOnly,
            ),
        );
    }

    /** @param {TimelineEvent[]} visible */
    #drawList(visible) {
        const { strings } = this;
        const shown = visible.slice(0, this.#shown);
        /** Quotes that are read stay until they are read again. @type {Map<string | undefined, Element | null>} */
        const before = new Map(
            [...this.#list.querySelectorAll("li[data-event]")].map((li) => [li.getAttribute("data-event") ?? "", li.querySelector(".quotes")]),
        );
        const sections = [];
        /** @type {HTMLElement | undefined} */
        let list;
        let heading = "";
        for (const event of shown) {
            const year = (event.when?.from ?? event.when?.to)?.replace(/-\d\d-\d\d$/, "") ?? strings.undated;
            if (year !== heading) {
                heading = year;
                list = h("ol", { class: "events" });
                sections.push(h("section", {}, h("h3", {}, year), list));
            }
            list?.append(this.#item(event, before.get(event.id)));
        }
        const focused = this.#list.querySelector(":focus")?.getAttribute("data-key");
        this.#list.replaceChildren(
            ...sections,
            visible.length === 0 ? h("p", { class: "nothing" }, strings.noEvents) : "",
            visible.length > shown.length
                ? h(
                      "button",
                      {
                          type: "button",
                          class: "more",
                          "data-key": "more",
                          onclick: () => {
                              this.#shown += SHOWN;
                              this.#drawList(visible);
                          },
                      },
                      strings.more,
                  )
                : "",
        );
        if (focused) {
            const again = [...this.#list.querySelectorAll("[data-key]")].find((node) => node.getAttribute("data-key") === focused);
            if (again instanceof HTMLElement) again.focus({ preventScroll: true });
        }
    }

    /**
     * @param {TimelineEvent} event
     * @param {Element | null} [before] its quotes as they are shown so far
     */
    #item(event, before) {
        const { strings } = this;
        const open = this.#unfolded.has(event.id);
        const quotes = h("div", { class: "quotes", hidden: !open });
        const button = h(
            "button",
            {
                type: "button",
                class: "headline",
                "aria-expanded": String(open),
                "data-key": `event:${event.id}`,
                lang: scriptLanguage(event.headline),
                onclick: () => {
                    const unfolded = quotes.hidden;
                    if (unfolded) this.#unfolded.add(event.id);
                    else this.#unfolded.delete(event.id);
                    quotes.hidden = !unfolded;
                    button.setAttribute("aria-expanded", String(unfolded));
                    if (unfolded) this.#showQuotes(event, quotes);
                },
            },
            event.headline,
        );
        if (open) {
            quotes.append(...(before?.childNodes ?? []));
            this.#showQuotes(event, quotes, true);
        }
        return h(
            "li",
            { class: `event ${event.modality}`, "data-event": event.id },
            h(
                "p",
                { class: "event-when" },
                h("span", { class: "glyph", "data-granularity": event.when?.granularity ?? "none", "aria-hidden": "true" }),
                event.when ? whenInWords(event.when, strings) : strings.undated,
            ),
            h(
                "div",
                { class: "event-what" },
                h("h4", {}, button),
                h(
                    "p",
                    { class: "meta" },
                    h("span", { class: "tag" }, strings.eventTypes[event.type] ?? event.type),
                    event.modality === "happened"
                        ? null
                        : h("span", { class: "tag modality" }, strings.modalities[event.modality] ?? event.modality),
                    participants(event).map((entity) =>
                        h(
                            "button",
                            {
                                type: "button",
                                class: "participant",
                                lang: scriptLanguage(entity.name),
                                onclick: () => emit(this, "show-entity", { id: entity.id }),
                            },
                            h("span", { class: `mark ${entity.type}` }, entity.name),
                        ),
                    ),
                    h("span", {}, strings.quotes(event.quotes)),
                ),
                quotes,
            ),
        );
    }

    /**
     * @param {TimelineEvent} event
     * @param {HTMLElement} into
     * @param {boolean} [again] though they are shown
     */
    async #showQuotes(event, into, again = false) {
        if (into.firstChild && !again) return;
        const { strings } = this;
        into.setAttribute("aria-busy", "true");
        try {
            const quotes = await this.quotes(event.id);
            this.#read.set(event.id, quotes.map(({ text }) => text).join("\n"));
            into.replaceChildren(
                ...quotes.map((quote) => quoted(quote, strings, this)),
                h("p", { class: "why" }, h("strong", {}, `${strings.why}: `), event.why),
            );
        } catch (error) {
            emit(this, "failed", error);
        } finally {
            into.removeAttribute("aria-busy");
        }
    }
}

/**
 * @param {string} label
 * @param {HTMLElement} control
 */
function labelled(label, control) {
    return h("label", {}, h("span", {}, label), control);
}

/**
 * @param {string} value
 * @param {string} label
 * @param {string} chosen
 */
function option(value, label, chosen) {
    return h("option", { value, selected: value === chosen }, label);
}

/** @param {Event} event */
function valueOf(event) {
    return /** @type {HTMLInputElement | HTMLSelectElement} */ (event.currentTarget).value;
}
