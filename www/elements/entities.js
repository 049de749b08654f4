// `<saksi-entities>`: every name of the archive; `<saksi-entity>`: one, with its names, merges, documents and events.
//
// Both emit `show-entity` with `{ id }`; the second also `pick-entity`, `open-document`, `show-event`, `close-document`.

import { dateInWords, whenInWords } from "../dates.js";
import { emit, h, scriptLanguage } from "../dom.js";
import { participants } from "../timeline-filter.js";
import { SaksiElement } from "./element.js";
import { ENTITY_TYPES } from "./facets.js";

/** @import { EntityType, EntityView, Hit, TimelineEvent } from "../../pkg/reader/saksi.js" */

/** How many names the list shows before one asks for more. */
const SHOWN = 150;
/** How many other names stand beside an entity's own. */
const OTHERS = 3;

export class Entities extends SaksiElement {
    /** @type {EntityView[] | undefined} */
    #entities;
    #text = "";
    /** @type {EntityType | ""} */
    #type = "";
    #shown = SHOWN;
    #current = "";
    #fields = h("div", { class: "fields" });
    // It stays in the page, so that screen readers tell when it changes.
    #count = h("p", { role: "status", class: "count" });
    #controls = h("div", { class: "controls" }, this.#fields, this.#count);
    #list = h("div", {});

    set entities(/** @type {EntityView[] | undefined} */ entities) {
        if (entities === this.#entities) return;
        this.#entities = entities;
        this.#shown = SHOWN;
        this.update();
    }

    /** Identifier of the entity that is shown beside the list. @param {string} id */
    set current(id) {
        if (id === this.#current) return;
        this.#current = id;
        this.update();
    }

    /** @override */
    render() {
        const { strings } = this;
        if (!this.#entities) {
            this.replaceChildren();
            return;
        }
        if (this.#controls.parentElement !== this) this.replaceChildren(this.#controls, this.#list);
        const visible = this.#visible(this.#entities);
        if (!this.#fields.querySelector(":focus")) this.#drawFields();
        this.#count.textContent = strings.entities(visible.length);
        this.#list.replaceChildren(
            visible.length === 0
                ? h("p", { class: "nothing" }, strings.noNames)
                : h("ul", { class: "entities" }, visible.slice(0, this.#shown).map((entity) => this.#row(entity))),
            visible.length > this.#shown
                ? h(
                      "button",
                      {
                          type: "button",
                          class: "more",
                          onclick: () => {
                              this.#shown += SHOWN;
                              this.update();
                          },
                      },
                      strings.more,
                  )
                : "",
        );
    }

    #drawFields() {
        const { strings } = this;
        const types = /** @type {(EntityType | "")[]} */ (["", ...ENTITY_TYPES]);
        this.#fields.replaceChildren(
            h(
                "label",
                {},
                h("span", {}, strings.filterNames),
                h("input", {
                    type: "search",
                    value: this.#text,
                    oninput: (/** @type {Event} */ event) => {
                        this.#text = /** @type {HTMLInputElement} */ (event.currentTarget).value;
                        this.#shown = SHOWN;
                        this.update();
                    },
                }),
            ),
            h(
                "label",
                {},
                h("span", {}, strings.type),
                h(
                    "select",
                    {
                        onchange: (/** @type {Event} */ event) => {
                            const { value } = /** @type {HTMLSelectElement} */ (event.currentTarget);
                            this.#type = /** @type {EntityType | ""} */ (value);
                            this.#shown = SHOWN;
                            this.update();
                        },
                    },
                    types.map((type) =>
                        h("option", { value: type, selected: type === this.#type }, type ? strings.typesMany[type] : strings.allTypes),
                    ),
                ),
            ),
        );
    }

    /** @param {EntityView[]} entities */
    #visible(entities) {
        const text = this.#text.trim().toLowerCase();
        return entities.filter(
            (entity) =>
                (!this.#type || entity.type === this.#type) &&
                (!text || entity.names.some((name) => name.text.toLowerCase().includes(text)) || entity.name.toLowerCase().includes(text)),
        );
    }

    /** @param {EntityView} entity */
    #row(entity) {
        const { strings } = this;
        const others = entity.names.filter((name) => name.text !== entity.name).slice(0, OTHERS);
        return h(
            "li",
            { class: entity.id === this.#current ? "current" : undefined },
            h(
                "button",
                {
                    type: "button",
                    "data-key": `entity:${entity.id}`,
                    "aria-current": entity.id === this.#current ? "true" : undefined,
                    onclick: () => emit(this, "show-entity", { id: entity.id }),
                },
                h("span", { class: "entity-name", lang: scriptLanguage(entity.name) }, h("span", { class: `mark ${entity.type}` }, entity.name)),
                h(
                    "span",
                    { class: "entity-others" },
                    others.map((name) => h("span", { lang: scriptLanguage(name.text) }, name.text)),
                ),
                h("span", { class: "entity-type" }, strings.types[entity.type]),
                h("span", { class: "entity-counts" }, `${strings.mentions(entity.mentions)}, ${strings.documents(entity.documents)}`),
            ),
        );
    }
}

export class EntityPage extends SaksiElement {
    /** @type {EntityView | undefined} */
    #entity;
    /** @type {Hit[]} */
    #hits = [];
    /** @type {TimelineEvent[]} */
    #events = [];

    /**
     * @param {EntityView | undefined} entity
     * @param {Hit[]} hits the documents that name it
     * @param {TimelineEvent[]} events of the archive
     */
    show(entity, hits, events) {
        this.#entity = entity;
        this.#hits = hits;
        this.#events = entity ? events.filter((event) => participants(event).some(({ id }) => id === entity.id)) : [];
        this.update();
    }

    focusHeading() {
        queueMicrotask(() => this.querySelector("h2")?.focus());
    }

    /** @override */
    render() {
        const { strings } = this;
        const entity = this.#entity;
        if (!entity) {
            this.replaceChildren();
            return;
        }
        const { id, name, type } = entity;
        this.replaceChildren(
            h(
                "header",
                { class: "reader-head" },
                h(
                    "button",
                    { type: "button", class: "back", "data-key": "close", onclick: () => emit(this, "close-document") },
                    h("span", { "aria-hidden": "true" }, "← "),
                    strings.back,
                ),
                h("p", { class: "kind" }, h("span", { class: `mark ${type}` }, strings.types[type])),
                h("h2", { tabindex: "-1", lang: scriptLanguage(name) }, name),
                h("p", { class: "meta" }, h("span", {}, strings.mentions(entity.mentions)), h("span", {}, strings.documents(entity.documents))),
                h(
                    "p",
                    { class: "actions" },
                    h("button", { type: "button", "data-key": "search", onclick: () => emit(this, "pick-entity", { id, name, type }) }, strings.searchForIt),
                ),
            ),
            h(
                "section",
                {},
                h("h3", {}, strings.alsoWritten),
                h(
                    "ul",
                    { class: "names" },
                    entity.names.map((form) =>
                        h("li", { lang: scriptLanguage(form.text) }, form.text, h("span", { class: "number" }, ` ${strings.times(form.count)}`)),
                    ),
                ),
            ),
            h(
                "section",
                {},
                h("h3", {}, strings.mergedBecause),
                entity.merges.length === 0
                    ? h("p", { class: "hint" }, strings.notMerged)
                    : h(
                          "ul",
                          { class: "merges" },
                          entity.merges.map((merge) =>
                              h(
                                  "li",
                                  {},
                                  h("span", { lang: scriptLanguage(merge.name) }, merge.name),
                                  h("span", { class: "tag" }, merge.rule),
                                  h("span", { class: "hint" }, merge.evidence),
                              ),
                          ),
                      ),
            ),
            this.#events.length === 0
                ? ""
                : h(
                      "section",
                      {},
                      h("h3", {}, strings.inEvents),
                      h("ol", { class: "short-events" }, this.#events.map((event) => this.#event(event))),
                  ),
            h(
                "section",
                {},
                h("h3", {}, strings.inDocuments),
                h("ul", { class: "short-documents" }, this.#hits.map((hit) => this.#document(hit))),
            ),
        );
    }

    /** @param {TimelineEvent} event */
    #event(event) {
        const { strings } = this;
        return h(
            "li",
            {},
            h(
                "button",
                { type: "button", "data-key": `event:${event.id}`, onclick: () => emit(this, "show-event", { id: event.id }) },
                h("span", { class: "date" }, event.when ? whenInWords(event.when, strings) : strings.undated),
                h("span", { lang: scriptLanguage(event.headline) }, event.headline),
                event.modality === "happened" ? null : h("span", { class: "tag modality" }, strings.modalities[event.modality] ?? event.modality),
            ),
        );
    }

    /** @param {Hit} hit */
    #document(hit) {
        const { strings } = this;
        return h(
            "li",
            {},
            h(
                "button",
                { type: "button", "data-key": `document:${hit.id}`, onclick: () => emit(this, "open-document", { id: hit.id }) },
                h("span", { class: "date" }, hit.published ? dateInWords(hit.published, strings) : strings.unknownDate),
                h("span", { lang: scriptLanguage(hit.title) }, hit.title || hit.source),
            ),
        );
    }
}
