// `<saksi-entities>`: every name of the archive, and a drawing of who is named with whom.
//
// Emits `show-entity` with `{ id }`, and with `{ id, beside }` for two who are named together.

import { emit, h, scriptLanguage } from "../dom.js";
import { Alike } from "./alike.js";
import { Decisions } from "./decide.js";
import { SaksiElement } from "./element.js";
import { ENTITY_TYPES } from "./facets.js";
import { Network } from "./network.js";

/** @import { EntityType, EntityView } from "../../pkg/reader/saksi.js" */

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
    /** Who is named with whom. */
    network = new Network();
    /** Names that may be one. */
    alike = new Alike();
    /** What the person decided. */
    decided = new Decisions();

    set entities(/** @type {EntityView[] | undefined} */ entities) {
        if (entities === this.#entities) return;
        // An archive that has grown takes the place of what is shown; of another, nothing is shown until then.
        const grown = this.#entities !== undefined && entities !== undefined;
        this.#entities = entities;
        this.network.reset(grown);
        if (!grown) this.#shown = SHOWN;
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
        if (this.#controls.parentElement !== this) this.replaceChildren(this.decided, this.alike, this.network, this.#controls, this.#list);
        for (const part of [this.network, this.alike, this.decided]) if (part.strings !== strings) part.strings = strings;
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
                          "data-key": "more",
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
