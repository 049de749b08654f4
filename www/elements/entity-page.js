// `<saksi-entity>`: one entity. Its names and merges, when it is seen, with whom, in which sentences, events, documents.
//
// Emits `decide` with a decision, `show-entity` with `{ id, beside }`, `pick-entity`, `open-document`, `show-event`, `close-document`.

import { dateInWords, whenInWords } from "../dates.js";
import { emit, h, scriptLanguage } from "../dom.js";
import { reasonInWords } from "../reasons.js";
import { participants } from "../timeline-filter.js";
import { Alike } from "./alike.js";
import { back } from "./back.js";
import { Decide } from "./decide.js";
import { SaksiElement } from "./element.js";
import { quoted } from "./quote.js";

/** @import { EntityProfile, EntityView, Hit, SuggestionView, TimelineEvent } from "../../pkg/full/saksi.js" */

/** How many of each list are shown before one asks for more. */
const COMPANIONS = 12;
const PASSAGES = 5;

/**
 * @typedef {{
 *   entity: EntityView | undefined, profile: EntityProfile, beside: EntityView | undefined, hits: Hit[],
 *   events: TimelineEvent[], entities: EntityView[], suggestions: SuggestionView[],
 * }} Subject
 * `profile`: its passages name `beside` too, where that is given. `hits`: the documents that name the entity.
 * `events`, `entities`, `suggestions`: of the archive.
 */

export class EntityPage extends SaksiElement {
    /** @type {Subject | undefined} */
    #subject;
    /** Lists of which all is shown. @type {Set<string>} */
    #whole = new Set();
    #decide = new Decide();
    #alike = new Alike();

    show(/** @type {Subject} */ subject) {
        if (subject.entity?.id !== this.#subject?.entity?.id) this.#whole.clear();
        this.#subject = subject;
        this.update();
    }

    /** Forgets what it showed. */
    clear() {
        this.#subject = undefined;
        this.#whole.clear();
        this.#decide.clear();
        this.update();
    }

    /** Identifier of the entity on view. */
    get shown() {
        return this.#subject?.entity?.id;
    }

    /** Brings the sentences into view. */
    showPassages() {
        queueMicrotask(() => this.querySelector(".quotes")?.scrollIntoView({ block: "nearest" }));
    }

    focusHeading() {
        queueMicrotask(() => this.querySelector("h2")?.focus());
    }

    /**
     * Its identifiers elsewhere. Nothing is fetched from there unless one follows a link.
     * @param {EntityProfile["ids"]} ids
     */
    #elsewhere(ids) {
        const { strings } = this;
        if (ids.length === 0) return "";
        const shown = ids.map(({ scheme, id, address }) =>
            h("li", {}, `${scheme} `, address ? h("a", { href: address, target: "_blank", rel: "noreferrer" }, id) : id),
        );
        return h(
            "section",
            { class: "elsewhere" },
            h("h3", {}, strings.elsewhere),
            h("ul", { class: "names" }, shown),
            ids.some(({ address }) => address) ? h("p", { class: "hint" }, strings.elsewhereHint) : null,
        );
    }

    /** @override */
    render() {
        const { strings } = this;
        if (!this.#subject?.entity) {
            this.replaceChildren();
            return;
        }
        const { entity, profile, hits, events, entities, suggestions } = this.#subject;
        const { id, name, type } = entity;
        const told = events.filter((event) => participants(event).some((one) => one.id === id));
        for (const part of [this.#decide, this.#alike]) if (part.strings !== strings) part.strings = strings;
        this.#alike.suggestions = suggestions.filter((pair) => pair.entity.id === id || pair.other.id === id);
        this.#alike.unfold();
        this.#decide.show(entity, entities);
        this.replaceChildren(
            h(
                "header",
                { class: "reader-head" },
                back(strings, this),
                h("p", { class: "kind" }, h("span", { class: `mark ${type}` }, strings.types[type])),
                h("h2", { tabindex: "-1", lang: scriptLanguage(name) }, name),
                h(
                    "p",
                    { class: "meta" },
                    h("span", {}, strings.mentions(entity.mentions)),
                    h("span", {}, strings.documents(entity.documents)),
                    this.#seen(profile),
                ),
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
            this.#elsewhere(profile.ids),
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
                                  h("span", { class: "tag" }, strings.mergeRules[merge.rule] ?? merge.rule),
                                  h("span", { class: "hint" }, reasonInWords(merge, strings)),
                              ),
                          ),
                      ),
            ),
            this.#alike,
            this.#decide,
            this.#companions(this.#subject),
            this.#passages(this.#subject),
            told.length === 0
                ? ""
                : h(
                      "section",
                      {},
                      h("h3", {}, strings.inEvents),
                      h("ol", { class: "short-events" }, told.map((event) => this.#event(event))),
                  ),
            h(
                "section",
                {},
                h("h3", {}, strings.inDocuments),
                h("ul", { class: "short-documents" }, hits.map((hit) => this.#document(hit))),
            ),
        );
    }

    /** @param {EntityProfile} profile */
    #seen({ first, last }) {
        if (!first || !last) return null;
        const { strings } = this;
        const [from, to] = [whenInWords(first, strings), whenInWords(last, strings)];
        return h("span", {}, from === to ? strings.seenIn(from) : strings.seenBetween(from, to));
    }

    /** @param {Subject} subject */
    #companions({ entity, profile, beside }) {
        const { strings } = this;
        const { companions } = profile;
        if (!entity || companions.length === 0) return "";
        const most = companions[0].sentences;
        const rows = this.#part("companions", companions, COMPANIONS);
        return h(
            "section",
            {},
            h("h3", {}, strings.namedWith),
            h("p", { class: "hint" }, strings.namedWithHint),
            h(
                "ul",
                { class: "companions" },
                rows.map(({ id, name, type, sentences }) => {
                    const chosen = id === beside?.id;
                    const bar = h("span", { class: "bar", "aria-hidden": "true" });
                    bar.style.setProperty("--share", String(sentences / most));
                    return h(
                        "li",
                        { class: chosen ? "current" : undefined },
                        h(
                            "button",
                            {
                                type: "button",
                                "data-key": `companion:${id}`,
                                "aria-pressed": chosen ? "true" : "false",
                                onclick: () => emit(this, "show-entity", { id: entity.id, beside: chosen ? "" : id }),
                            },
                            h("span", { class: `mark ${type}`, lang: scriptLanguage(name) }, name),
                            bar,
                            h("span", { class: "number" }, strings.sentences(sentences)),
                        ),
                    );
                }),
            ),
            this.#more("companions", companions.length, COMPANIONS),
        );
    }

    /** @param {Subject} subject */
    #passages({ entity, profile, beside }) {
        const { strings } = this;
        if (!entity || profile.total === 0) return "";
        const shown = this.#part("passages", profile.passages, PASSAGES);
        const left = profile.total - profile.passages.length;
        return h(
            "section",
            { class: "quotes" },
            h(
                "h3",
                {},
                beside ? strings.saidWith(beside.name) : strings.saidOf,
                h("span", { class: "number" }, ` ${strings.sentences(profile.total)}`),
            ),
            beside
                ? h(
                      "p",
                      { class: "actions" },
                      h("button", { type: "button", "data-key": "beside", onclick: () => emit(this, "show-entity", { id: beside.id, beside: "" }) }, strings.moreAboutName(beside.name)),
                      h("button", { type: "button", "data-key": "all-passages", onclick: () => emit(this, "show-entity", { id: entity.id, beside: "" }) }, strings.allSentences),
                  )
                : null,
            shown.map((quote) => quoted(quote, strings, this)),
            this.#more("passages", profile.passages.length, PASSAGES),
            left > 0 && shown.length === profile.passages.length ? h("p", { class: "hint" }, strings.sentencesLeft(left)) : null,
        );
    }

    /**
     * What is shown of a list.
     * @template T
     * @param {string} list
     * @param {T[]} items
     * @param {number} few
     */
    #part(list, items, few) {
        return this.#whole.has(list) ? items : items.slice(0, few);
    }

    /**
     * The button that shows the rest of a list.
     * @param {string} list
     * @param {number} count
     * @param {number} few
     */
    #more(list, count, few) {
        if (count <= few || this.#whole.has(list)) return null;
        const show = () => {
            this.#whole.add(list);
            this.update();
        };
        return h("button", { type: "button", class: "more", "data-key": `more:${list}`, onclick: show }, this.strings.more);
    }

    /** @param {TimelineEvent} event */
    #event(event) {
        const { strings } = this;
        const open = () => emit(this, "show-event", { id: event.id });
        const modality = strings.modalities[event.modality] ?? event.modality;
        const tag = event.modality === "happened" ? null : h("span", { class: "tag modality" }, modality);
        const date = event.when ? whenInWords(event.when, strings) : strings.undated;
        return this.#row(`event:${event.id}`, open, date, event.headline, tag);
    }

    /** @param {Hit} hit */
    #document(hit) {
        const open = () => emit(this, "open-document", { id: hit.id });
        const date = hit.published ? dateInWords(hit.published, this.strings) : this.strings.unknownDate;
        return this.#row(`document:${hit.id}`, open, date, hit.title || hit.source);
    }

    /**
     * A line of a list that leads somewhere.
     * @param {string} key
     * @param {() => void} open
     * @param {string} date
     * @param {string} title
     * @param {HTMLElement | null} [tag]
     */
    #row(key, open, date, title, tag = null) {
        const button = { type: "button", "data-key": key, onclick: open };
        return h("li", {}, h("button", button, h("span", { class: "date" }, date), h("span", { lang: scriptLanguage(title) }, title), tag));
    }
}
