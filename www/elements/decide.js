// `<saksi-decide>`: where a person corrects what Saksi took an entity for. Emits `decide` with a decision.
// `<saksi-decisions>`: what was decided so far. Emits `undo-decision` and `save-decisions`.

import { decisionInWords, named } from "../decisions.js";
import { emit, h, scriptLanguage } from "../dom.js";
import { decisionForm } from "./decision-form.js";
import { SaksiElement } from "./element.js";
import { ENTITY_TYPES } from "./facets.js";
import { keeping } from "./kept.js";

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
        // What is typed about an entity stays while the archive grows.
        if (entity.id !== this.#entity?.id && entity.name !== this.#entity?.name) this.replaceChildren();
        this.#entity = entity;
        this.#entities = entities;
        this.update();
    }

    /** Forgets what was typed. */
    clear() {
        this.#entity = undefined;
        this.replaceChildren();
    }

    /** @override */
    render() {
        const entity = this.#entity;
        if (entity) keeping(this, () => this.#draw(entity));
    }

    /** @param {EntityView} entity */
    #draw(entity) {
        const { strings } = this;
        const subject = named(entity);
        const others = this.#entities.filter(({ id }) => id !== entity.id);
        this.replaceChildren(
            h(
                "details",
                { class: "fold" },
                h("summary", { "data-key": "decide" }, strings.correct),
                h("p", { class: "hint" }, strings.correctHint),
                this.#merge(entity, others),
                this.#rename(entity, others),
                this.#form(
                    strings.type,
                    [
                        h(
                            "select",
                            { name: "value", "data-key": "decide:type" },
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
     * Two entities of a type are one; the form says which name stays before one applies it.
     * @param {EntityView} entity
     * @param {EntityView[]} others
     */
    #merge(entity, others) {
        const { strings } = this;
        const listId = "saksi-names-to-merge";
        const alike = others.filter(({ type }) => type === entity.type);
        const stays = h("output", { class: "hint" });
        const say = (/** @type {Event} */ event) => {
            const other = written(/** @type {HTMLInputElement} */ (event.currentTarget).value.trim(), alike);
            const [first] = other ? inOrder(entity, other) : [];
            stays.textContent = first ? strings.nameStays(first.name, strings.mentions(first.mentions)) : "";
        };
        return this.#form(
            strings.sameAs,
            [
                h("input", { type: "text", name: "value", "data-key": "decide:same", required: true, list: listId, autocomplete: "off", oninput: say }),
                h("datalist", { id: listId }, alike.map(({ name }) => h("option", { value: name }))),
            ],
            (value, input) => {
                const other = written(value, alike);
                if (other) return merge(entity, other);
                const stranger = written(value, others);
                input.setCustomValidity(stranger ? strings.otherType(stranger.name, strings.types[stranger.type]) : strings.noSuchName);
                input.reportValidity();
                return undefined;
            },
            stays,
        );
    }

    /**
     * Where another entity has the name already, one is asked whether they are one, and may still have it so.
     * @param {EntityView} entity
     * @param {EntityView[]} others
     */
    #rename(entity, others) {
        const { strings } = this;
        const asked = h("p", { class: "taken hint", role: "status" });
        let warned = "";
        return this.#form(
            strings.rename,
            [h("input", { type: "text", name: "value", "data-key": "decide:rename", required: true, value: entity.name, autocomplete: "off", oninput: () => asked.replaceChildren() })],
            (value) => {
                if (value === entity.name) return undefined;
                const other = written(value, others.filter(({ type }) => type === entity.type));
                if (!other || warned === value) return { do: "rename", entity: named(entity), name: value };
                warned = value;
                const one = () => emit(this, "decide", merge(entity, other));
                asked.replaceChildren(
                    `${strings.nameTaken(other.name, strings.mentions(other.mentions))} `,
                    h("button", { type: "button", class: "plain", "data-key": "merge-instead", onclick: one }, strings.alikeSame),
                );
                return undefined;
            },
            asked,
        );
    }

    /**
     * @param {string} label
     * @param {HTMLElement[]} field with a control named `value`
     * @param {(value: string, input: HTMLInputElement) => Decision | undefined} decide
     * @param {HTMLElement} [beneath] what is said of the choice
     */
    #form(label, field, decide, beneath) {
        const labelled = h("label", {}, h("span", {}, label), field);
        return decisionForm(
            this.strings.apply,
            [labelled],
            (elements) => {
                const input = /** @type {HTMLInputElement} */ (elements.namedItem("value"));
                const value = input.value.trim();
                const decision = value ? decide(value, input) : undefined;
                if (decision) emit(this, "decide", decision);
            },
            beneath,
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
                    h("label", {}, h("input", { type: "checkbox", name: "name", value: text, "data-key": `decide:split:${text}` }), h("span", { lang: scriptLanguage(text) }, text)),
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

/**
 * The entity of that name, or else one that is also written so.
 * @param {string} name
 * @param {EntityView[]} entities
 */
function written(name, entities) {
    return entities.find((one) => one.name === name) ?? entities.find(({ names }) => names.some(({ text }) => text === name));
}

/**
 * Of two, the one whose name both take first: the one that is named more often.
 * @param {EntityView} one
 * @param {EntityView} other
 */
function inOrder(one, other) {
    return other.mentions > one.mentions ? [other, one] : [one, other];
}

/**
 * @param {EntityView} one
 * @param {EntityView} other
 * @returns {EntityDecision}
 */
function merge(one, other) {
    const [first, second] = inOrder(one, other);
    return { do: "merge", entity: named(first), with: named(second) };
}
