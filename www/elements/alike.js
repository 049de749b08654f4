// `<saksi-alike>`: names that may be one and the same, for a person to decide. Emits `decide` and `show-entity`.

import { named } from "../decisions.js";
import { emit, h, scriptLanguage } from "../dom.js";
import { SaksiElement } from "./element.js";

/** @import { EntityName, SuggestionView } from "../../pkg/full/saksi.js" */

/** How many are shown before one asks for more. */
const SHOWN = 8;

export class Alike extends SaksiElement {
    /** @type {SuggestionView[]} */
    #suggestions = [];
    #shown = SHOWN;
    #heading = h("summary", { "data-key": "alike" });
    #body = h("div", {});
    // It stays in the page, so that it stays open.
    #fold = h("details", { class: "fold alike" }, this.#heading, this.#body);

    set suggestions(/** @type {SuggestionView[]} */ suggestions) {
        if (suggestions === this.#suggestions) return;
        if (suggestions.length === 0 || this.#suggestions.length === 0) this.#shown = SHOWN;
        this.#suggestions = suggestions;
        this.update();
    }

    /** Shows all at once, as where they are about one entity. */
    unfold() {
        this.#fold.open = true;
    }

    /** @override */
    render() {
        const { strings } = this;
        const suggestions = this.#suggestions;
        if (suggestions.length === 0) {
            this.replaceChildren();
            return;
        }
        if (this.#fold.parentElement !== this) this.replaceChildren(this.#fold);
        const more = () => {
            this.#shown += SHOWN;
            this.update();
        };
        this.#heading.textContent = strings.alike(suggestions.length);
        this.#body.replaceChildren(
            h("p", { class: "hint" }, strings.alikeHint),
            h("ul", {}, suggestions.slice(0, this.#shown).map((suggestion) => this.#row(suggestion))),
            suggestions.length > this.#shown ? h("button", { type: "button", class: "more", "data-key": "more:alike", onclick: more }, strings.more) : "",
        );
    }

    /** @param {SuggestionView} suggestion */
    #row({ entity, other, names, mentions, rule, documents, shared }) {
        const { strings } = this;
        const pair = `${entity.id}:${other.id}`;
        const button = (/** @type {"merge" | "distinct"} */ what, /** @type {string} */ words) => {
            const decide = () => emit(this, "decide", { do: what, entity: named(entity), with: named(other) });
            return h("button", { type: "button", "data-key": `${what}:${pair}`, "aria-label": `${words}: ${names.join(", ")}`, onclick: decide }, words);
        };
        const evidence = [
            strings.alikeRules[rule] ?? rule,
            documents > 0 ? strings.alikeDocuments(documents) : "",
            shared.length > 0 ? strings.alikeShared(shared.map(({ name }) => name)) : "",
        ];
        return h(
            "li",
            {},
            h("p", { class: "pair" }, this.#name(entity, names[0], mentions[0]), " · ", this.#name(other, names[1], mentions[1])),
            h("p", { class: "hint" }, evidence.filter((words) => words !== "").join("; ")),
            h("p", { class: "actions" }, button("merge", strings.alikeSame), button("distinct", strings.alikeDistinct)),
        );
    }

    /**
     * A name that leads to its entity.
     * @param {EntityName} entity
     * @param {string} written
     * @param {number} count
     */
    #name({ id, name, type }, written, count) {
        const show = () => emit(this, "show-entity", { id });
        return [
            h(
                "button",
                { type: "button", class: "plain", "data-key": `alike:${id}`, onclick: show },
                h("span", { class: `mark ${type}`, lang: scriptLanguage(written) }, written),
            ),
            h("span", { class: "number" }, written === name ? "" : ` (${name})`, ` ${this.strings.times(count)}`),
        ];
    }
}
