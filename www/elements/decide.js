// `<saksi-decide>`: where a person corrects what Saksi took an entity for. Emits `decide` with a decision.
// `<saksi-decisions>`: what was decided so far. Emits `undo-decision` and `save-decisions`.

import { decisionInWords, named } from "../decisions.js";
import { emit, h, scriptLanguage } from "../dom.js";
import { SaksiElement } from "./element.js";
import { ENTITY_TYPES } from "./facets.js";

/** @import { EntityType, EntityView } from "../../pkg/reader/saksi.js" */
/** @import { Decision, EntityDecision } from "../decisions.js" */

export class Decide extends SaksiElement {
    /** @type {EntityView | undefined} */
    #entity;
    /** @type {EntityView[]} */
    #entities = [];

    /**
     * @param {EntityView} entity
     * @param {EntityView[]} entities of the archive
     */
    show(entity, entities) {
        this.#entity = entity;
        this.#entities = entities;
        this.update();
    }

    /** @override */
    render() {
        const { strings } = this;
        const entity = this.#entity;
        if (!entity) return;
        const subject = named(entity);
        const others = this.#entities.filter(({ id }) => id !== entity.id);
        const listId = "saksi-names-to-merge";
        this.replaceChildren(
            h(
                "details",
                { class: "fold" },
                h("summary", { "data-key": "decide" }, strings.correct),
                h("p", { class: "hint" }, strings.correctHint),
                this.#form(
                    strings.sameAs,
                    [
                        h("input", { type: "text", name: "value", required: true, list: listId, autocomplete: "off" }),
                        h("datalist", { id: listId }, others.map(({ name, type }) => h("option", { value: name }, strings.types[type]))),
                    ],
                    (value, input) => {
                        const found = others.filter(({ name, names }) => name === value || names.some(({ text }) => text === value));
                        const other = found.find(({ type }) => type === entity.type) ?? found[0];
                        if (other) return { do: "merge", entity: subject, with: named(other) };
                        input.setCustomValidity(strings.noSuchName);
                        input.reportValidity();
                        return undefined;
                    },
                ),
                this.#form(strings.rename, [h("input", { type: "text", name: "value", required: true, value: entity.name, autocomplete: "off" })], (value) =>
                    value === entity.name ? undefined : { do: "rename", entity: subject, name: value },
                ),
                this.#form(
                    strings.type,
                    [
                        h(
                            "select",
                            { name: "value" },
                            ENTITY_TYPES.map((type) => h("option", { value: type, selected: type === entity.type }, strings.types[type])),
                        ),
                    ],
                    (value) =>
                        value === entity.type ? undefined : { do: "retype", entity: subject, type: /** @type {EntityType} */ (value) },
                ),
                this.#split(entity),
                h(
                    "p",
                    { class: "actions" },
                    h(
                        "button",
                        { type: "button", "data-key": "reject", onclick: () => emit(this, "decide", { do: "reject", entity: subject }) },
                        strings.reject,
                    ),
                ),
            ),
        );
    }

    /**
     * @param {string} label
     * @param {HTMLElement[]} field with a control named `value`
     * @param {(value: string, input: HTMLInputElement) => Decision | undefined} decide
     */
    #form(label, field, decide) {
        return h(
            "form",
            {
                class: "decide",
                oninput: (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).setCustomValidity(""),
                onsubmit: (/** @type {Event} */ event) => {
                    event.preventDefault();
                    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
                    const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("value"));
                    const value = input.value.trim();
                    const decision = value ? decide(value, input) : undefined;
                    if (decision) emit(this, "decide", decision);
                },
            },
            h("label", {}, h("span", {}, label), field),
            h("button", {}, this.strings.apply),
        );
    }

    /** @param {EntityView} entity */
    #split(entity) {
        const { strings } = this;
        if (entity.names.length < 2) return null;
        return h(
            "form",
            {
                class: "decide split",
                onsubmit: (/** @type {Event} */ event) => {
                    event.preventDefault();
                    const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
                    const names = form.getAll("name").map(String);
                    if (names.length > 0) emit(this, "decide", { do: "split", entity: named(entity), names });
                },
            },
            h(
                "fieldset",
                {},
                h("legend", {}, strings.split),
                entity.names.map(({ text }) =>
                    h("label", {}, h("input", { type: "checkbox", name: "name", value: text }), h("span", { lang: scriptLanguage(text) }, text)),
                ),
            ),
            h("button", {}, strings.apply),
        );
    }
}

export class Decisions extends SaksiElement {
    /** @type {Decision[]} */
    #decisions = [];

    set decisions(/** @type {Decision[]} */ decisions) {
        this.#decisions = decisions;
        this.update();
    }

    /** @override */
    render() {
        const { strings } = this;
        const decisions = this.#decisions;
        if (decisions.length === 0) {
            this.replaceChildren();
            return;
        }
        const button = (/** @type {string} */ key, /** @type {string} */ words) =>
            h("button", { type: "button", "data-key": key, onclick: () => emit(this, key) }, words);
        this.replaceChildren(
            h(
                "section",
                { class: "decisions" },
                h("h3", {}, strings.decisions),
                h("ol", {}, decisions.map((decision) => h("li", {}, decisionInWords(decision, strings)))),
                h("p", { class: "actions" }, button("undo-decision", strings.undo), button("save-decisions", strings.saveDecisions)),
                h("p", { class: "hint" }, strings.decisionsHint),
            ),
        );
    }
}
