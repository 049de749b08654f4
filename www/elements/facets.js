// `<saksi-facets>`: what the matching documents mention, to narrow a search; and the conditions that hold, to remove.
//
// Emits `filters` with the conditions as they should be.

import { emit, h, scriptLanguage } from "../dom.js";
import { dateInWords } from "../dates.js";
import { hasFilters, noFilters } from "../filters.js";
import { SaksiElement } from "./element.js";

/** @import { Child } from "../dom.js" */
/** @import { EntityType, Facets as Counts } from "../../pkg/reader/saksi.js" */
/** @import { Filters } from "../filters.js" */

/** How many values of a facet are shown before one asks for more. */
const SHOWN = 6;

/** @type {EntityType[]} */
export const ENTITY_TYPES = ["PER", "ORG", "LOC", "LAW", "EVENT"];

/** @typedef {{ key: string, label: Child | Child[], count: number, on: boolean, lang?: string, then: () => Filters }} Value */

export class FilterChips extends SaksiElement {
    #filters = noFilters();

    /** @param {Filters} filters */
    set filters(filters) {
        this.#filters = filters;
        this.update();
    }

    /** @override */
    render() {
        const { strings } = this;
        const filters = this.#filters;
        this.hidden = !hasFilters(filters);
        /** @type {[string, Filters][]} */
        const chips = [
            ...filters.entities.map(
                (entity) =>
                    /** @type {[string, Filters]} */ ([
                        entity.name,
                        { ...filters, entities: filters.entities.filter(({ id }) => id !== entity.id) },
                    ]),
            ),
            ...filters.languages.map(
                (language) =>
                    /** @type {[string, Filters]} */ ([
                        strings.tongues[language] ?? language,
                        { ...filters, languages: filters.languages.filter((other) => other !== language) },
                    ]),
            ),
        ];
        for (const event of filters.events) {
            const without = { ...filters, events: filters.events.filter((other) => other !== event) };
            chips.push([strings.eventTypes[event] ?? event, without]);
        }
        for (const source of filters.sources) {
            chips.push([source, { ...filters, sources: filters.sources.filter((other) => other !== source) }]);
        }
        if (filters.month) {
            chips.push([`${strings.months} ${dateInWords(filters.month, strings)}`, { ...filters, month: "" }]);
        }
        if (filters.about) {
            const { from, to } = filters.about;
            const words = dateInWords(from === to ? from : `${from || ".."}/${to || ".."}`, strings);
            chips.push([strings.aboutFilter(words), { ...filters, about: undefined }]);
        }
        this.replaceChildren(
            ...chips.map(([words, without], at) =>
                h(
                    "button",
                    {
                        type: "button",
                        class: "chip",
                        "data-key": `chip:${at}`,
                        "aria-label": strings.remove(words),
                        lang: scriptLanguage(words),
                        onclick: () => emit(this, "filters", without),
                    },
                    words,
                    h("span", { "aria-hidden": "true", class: "cross" }, "×"),
                ),
            ),
            chips.length > 1
                ? h(
                      "button",
                      { type: "button", class: "plain", "data-key": "none", onclick: () => emit(this, "filters", noFilters()) },
                      strings.clearAll,
                  )
                : "",
        );
    }
}

export class Facets extends SaksiElement {
    /** @type {Counts | undefined} */
    #counts;
    #filters = noFilters();
    /** @type {Set<string>} */
    #unfolded = new Set();

    /**
     * @param {Counts | undefined} counts
     * @param {Filters} filters
     */
    show(counts, filters) {
        this.#counts = counts;
        this.#filters = filters;
        this.update();
    }

    /** @override */
    render() {
        const { strings } = this;
        const counts = this.#counts;
        const filters = this.#filters;
        if (!counts) {
            this.replaceChildren();
            return;
        }
        const groups = ENTITY_TYPES.map((type) =>
            this.#group(
                type,
                strings.typesMany[type],
                counts.entities.filter((entity) => entity.type === type).map((entity) => this.#entity(entity)),
            ),
        );
        const months = counts.months.map(({ value, documents }) => ({
            key: value,
            label: dateInWords(value, strings),
            count: documents,
            on: filters.month === value,
            then: () => ({ ...filters, month: filters.month === value ? "" : value }),
        }));
        const languages = this.#choices("languages", counts.languages, strings.tongues);
        const events = this.#choices("events", counts.events, strings.eventTypes);
        const sources = this.#choices("sources", counts.sources, {});
        if (languages.length > 1 || filters.languages.length > 0) {
            groups.push(this.#group("languages", strings.languages, languages));
        }
        groups.push(this.#group("events", strings.eventsTold, events));
        groups.push(this.#group("months", strings.months, months));
        // Where every document has a source of its own, they tell nothing apart.
        if (filters.sources.length > 0 || (sources.length > 1 && sources.some(({ count }) => count > 1))) {
            groups.push(this.#group("sources", strings.sources, sources));
        }
        this.replaceChildren(...groups.filter((group) => group !== undefined));
    }

    /**
     * The values of a facet of which a document has one: any of those that are chosen will do.
     * @param {"languages" | "events" | "sources"} name
     * @param {{ value: string, documents: number }[]} values
     * @param {Record<string, string>} words
     * @returns {Value[]}
     */
    #choices(name, values, words) {
        const filters = this.#filters;
        const chosen = filters[name];
        return values.map(({ value, documents }) => {
            const on = chosen.includes(value);
            return {
                key: value,
                label: words[value] ?? value,
                count: documents,
                on,
                lang: scriptLanguage(value),
                then: () => ({ ...filters, [name]: on ? chosen.filter((other) => other !== value) : [...chosen, value] }),
            };
        });
    }

    /**
     * @param {{ id: string, name: string, type: EntityType, documents: number }} entity
     * @returns {Value}
     */
    #entity({ id, name, type, documents }) {
        const filters = this.#filters;
        const on = filters.entities.some((entity) => entity.id === id);
        return {
            key: id,
            label: name,
            count: documents,
            on,
            lang: scriptLanguage(name),
            then: () => ({
                ...filters,
                entities: on
                    ? filters.entities.filter((entity) => entity.id !== id)
                    : [...filters.entities, { id, name, type }],
            }),
        };
    }

    /**
     * @param {string} name
     * @param {string} heading
     * @param {Value[]} values
     */
    #group(name, heading, values) {
        if (values.length === 0) return undefined;
        const { strings } = this;
        const unfolded = this.#unfolded.has(name);
        const shown = unfolded ? values : values.filter((value, at) => at < SHOWN || value.on);
        const fold = () => {
            if (unfolded) this.#unfolded.delete(name);
            else this.#unfolded.add(name);
            this.update();
        };
        return h(
            "section",
            { class: "facet", "data-facet": name },
            h("h3", {}, heading),
            h(
                "ul",
                {},
                shown.map((value) =>
                    h(
                        "li",
                        {},
                        h(
                            "button",
                            {
                                type: "button",
                                "aria-pressed": String(value.on),
                                "data-key": `${name}:${value.key}`,
                                lang: value.lang,
                                onclick: () => emit(this, "filters", value.then()),
                            },
                            h("span", { class: "value" }, value.label),
                            h("span", { class: "number" }, value.count),
                        ),
                    ),
                ),
            ),
            values.length > SHOWN
                ? h(
                      "button",
                      { type: "button", class: "plain", "data-key": `${name}/fold`, "aria-expanded": String(unfolded), onclick: fold },
                      unfolded ? strings.showFewer : strings.showAll(values.length),
                  )
                : null,
        );
    }
}
