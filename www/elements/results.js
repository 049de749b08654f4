// `<saksi-results>`: the documents that match, each with its best passages.
//
// Above them stands how the query was read: what was made of it, what was probably meant, by which other names it was
// answered, and in which order they come.
//
// Emits `open-document` with `{ id, start, end }`, `more-results`, `try-query` with another query, and `manner` with how
// the query should be answered.

import { formatView, startView } from "../address.js";
import { emit, h, marked, scriptLanguage } from "../dom.js";
import { dateInWords, precision } from "../dates.js";
import { SORTS, usualManner } from "../filters.js";
import { SaksiElement } from "./element.js";
import { keeping } from "./kept.js";

/** @import { Hit, NearCopy, SearchAnswer, Snippet } from "../../pkg/reader/saksi.js" */
/** @import { Manner, Sort } from "../filters.js" */

/** A passage that begins so was cut from a longer sentence. */
const BEGINS_WITHIN = /^[\p{Ll},;:)]/u;
const ENDS_A_SENTENCE = /[.!?…។៕៖:][\p{Pf}\p{Pe}"']*$/u;

export class Results extends SaksiElement {
    /** @type {SearchAnswer | undefined} */
    #answer;
    #query = "";
    /** Why there is no answer. */
    #failure = "";
    #current = "";
    // It stays in the page, so that screen readers tell when it changes.
    #count = h("p", { role: "status", class: "count" });
    #understood = h("div", { class: "reading" });
    #sort = h("select", { onchange: () => this.#manner({ sort: /** @type {Sort} */ (this.#sort.value) }) });
    #sortLabel = h("label", { class: "sort" });
    /** How the query was answered. */
    #how = usualManner();
    #body = h("div", {});

    constructor() {
        super();
        this.addEventListener("keydown", (event) => this.#key(event));
    }

    /**
     * @param {SearchAnswer | undefined} answer
     * @param {string} query as typed
     * @param {Manner} how
     */
    show(answer, query, how) {
        this.#answer = answer;
        this.#failure = "";
        this.#how = how;
        this.#query = query.trim();
        this.setAttribute("data-query", query);
        this.update();
    }

    /**
     * Says why there is no answer, in its place, until there is one.
     * @param {string} words
     * @param {string} query as typed
     * @param {Manner} how
     */
    fail(words, query, how) {
        this.show(undefined, query, how);
        this.#failure = words;
    }

    /** Identifier of the document that is open. */
    set current(id) {
        this.#current = id;
        for (const item of this.querySelectorAll("li[data-document]")) {
            item.classList.toggle("current", item.getAttribute("data-document") === id);
        }
    }

    get current() {
        return this.#current;
    }

    focusFirst() {
        const first = this.querySelector("a");
        if (first instanceof HTMLElement) first.focus();
    }

    /** @override */
    render() {
        const { strings } = this;
        const answer = this.#answer;
        if (!answer) {
            this.replaceChildren(this.#failure ? h("p", { class: "failure", role: "alert" }, this.#failure) : "");
            this.#body.replaceChildren();
            this.#count.textContent = "";
            return;
        }
        if (this.#body.parentElement !== this) {
            this.replaceChildren(h("div", { class: "results-head" }, this.#count, this.#sortLabel, this.#understood), this.#body);
        }
        const order = this.#how.sort === "best" && !this.#query ? "newest" : this.#how.sort;
        const count = [strings.documents(answer.total)];
        if (answer.total > 1) count.push(strings.inOrder[order]);
        this.#count.textContent = count.join(", ");
        this.#drawSort(order, answer.total > 1);
        this.#understood.replaceChildren(...this.#reading(answer));
        const body = [
            answer.total === 0
                ? h("div", { class: "nothing" }, h("p", {}, strings.noHits), h("p", { class: "hint" }, this.#hint(answer)))
                : h("ol", { class: "hits" }, answer.hits.map((hit) => this.#hit(hit))),
            answer.hits.length < answer.groups
                ? h(
                      "button",
                      { type: "button", class: "more", "data-key": "more", onclick: () => emit(this, "more-results") },
                      strings.more,
                  )
                : "",
        ];
        keeping(this.#body, () => this.#body.replaceChildren(...body));
    }

    /** @param {Partial<Manner>} change */
    #manner(change) {
        emit(this, "manner", { ...this.#how, ...change });
    }

    /**
     * @param {Sort} order
     * @param {boolean} useful
     */
    #drawSort(order, useful) {
        const { strings } = this;
        const sorts = this.#query ? SORTS : SORTS.filter((sort) => sort !== "best");
        this.#sort.replaceChildren(...sorts.map((sort) => h("option", { value: sort }, strings.sorts[sort])));
        this.#sort.value = order;
        this.#sortLabel.replaceChildren(strings.sortBy, this.#sort);
        this.#sortLabel.hidden = !useful;
    }

    /** @param {SearchAnswer} answer */
    #hint({ notes }) {
        const { strings } = this;
        return notes.some(({ kind }) => kind === "nothing-to-find") ? strings.nothingToFind : strings.noHitsHint;
    }

    /**
     * How the query was read, as far as that is not as it was typed.
     * @param {SearchAnswer} answer
     */
    #reading({ understood, notes, suggestion, corrected, expanded }) {
        const { strings } = this;
        const lang = (/** @type {string} */ text) => scriptLanguage(text) ?? strings.language;
        const lines = [];
        if (corrected) {
            lines.push(h("p", { class: "corrected", lang: lang(understood) }, strings.correctedTo(this.#query, understood)));
        } else if (understood !== "" && understood !== this.#query) {
            lines.push(h("p", { class: "understood", lang: lang(understood) }, strings.understoodAs(understood)));
        }
        if (suggestion && !corrected) {
            const attempt = () => emit(this, "try-query", suggestion);
            lines.push(
                h(
                    "p",
                    { class: "suggestion" },
                    `${strings.didYouMean} `,
                    h("button", { type: "button", class: "plain", "data-key": "suggestion", lang: lang(suggestion), onclick: attempt }, suggestion),
                ),
            );
        }
        for (const { name, names } of expanded) {
            lines.push(h("p", { class: "expanded" }, strings.alsoAs(name, names)));
        }
        if (expanded.length > 0 || !this.#how.aliases) {
            const toggle = h("input", {
                type: "checkbox",
                checked: this.#how.aliases,
                "data-key": "aliases",
                onchange: () => this.#manner({ aliases: toggle.checked }),
            });
            lines.push(h("label", { class: "aliases" }, toggle, strings.otherNames));
        }
        for (const { kind, text } of notes) {
            const words = strings.notes[kind];
            if (words) lines.push(h("p", { class: "hint", lang: lang(text) }, words(text)));
        }
        return lines;
    }

    /** @param {Hit} hit */
    #hit(hit) {
        const { strings } = this;
        const [first] = hit.snippets;
        const date = hit.published
            ? h("span", { class: "date", "data-precision": precision(hit.published) }, dateInWords(hit.published, strings))
            : h("span", { class: "date unknown" }, strings.unknownDate);
        return h(
            "li",
            { class: hit.id === this.#current ? "hit current" : "hit", "data-document": hit.id },
            h(
                "h3",
                { lang: scriptLanguage(hit.title) },
                this.#link(hit, this.#query ? first : undefined, `hit:${hit.id}`, hit.title || hit.source),
            ),
            h(
                "p",
                { class: "meta" },
                date,
                h("span", {}, strings.tongues[hit.language] ?? hit.language),
                h("span", { class: "source" }, hit.source),
            ),
            hit.snippets.map((snippet, at) => this.#snippet(hit, snippet, at)),
            hit.copies.length > 0 ? this.#copies(hit) : null,
        );
    }

    /** @param {Hit} hit */
    #copies({ id, copies }) {
        const { strings } = this;
        const link = (/** @type {NearCopy} */ copy) =>
            h(
                "li",
                { lang: scriptLanguage(copy.title) },
                this.#link(copy, undefined, `copy:${copy.id}`, copy.title || copy.source),
                h(
                    "span",
                    { class: "meta" },
                    copy.published ? dateInWords(copy.published, strings) : strings.unknownDate,
                    h("span", { class: "source" }, copy.source),
                ),
            );
        return h(
            "details",
            { class: "copies" },
            h("summary", { "data-key": `copies:${id}` }, strings.nearCopies(copies.length)),
            h("ul", {}, copies.map(link)),
        );
    }

    /**
     * @param {Hit} hit
     * @param {Snippet} snippet
     * @param {number} at
     */
    #snippet(hit, snippet, at) {
        const { text } = snippet;
        const language = scriptLanguage(text);
        // Without a query the snippet is the beginning: plain text, and nothing where that is the title that stands above.
        const beginning = text === hit.title ? "" : text;
        const cut = ENDS_A_SENTENCE.test(text) ? "" : " …";
        if (!this.#query) return beginning ? h("p", { class: "snippet", lang: language }, beginning + cut) : null;
        const words = marked(text, snippet.highlights);
        if (BEGINS_WITHIN.test(text)) words.unshift("… ");
        if (cut) words.push(cut);
        const link = this.#link(hit, snippet, `hit:${hit.id}:${at}`, ...words);
        return h("p", { class: "snippet", lang: language }, link);
    }

    /**
     * @param {{ id: string }} hit
     * @param {Snippet | undefined} snippet
     * @param {string} key
     * @param {...(Node | string)} content
     */
    #link(hit, snippet, key, ...content) {
        const detail = { id: hit.id, start: snippet?.start, end: snippet?.end };
        const at = snippet && { start: snippet.start, end: snippet.end };
        return h(
            "a",
            {
                href: formatView({ ...startView(), document: hit.id, at }),
                "data-key": key,
                onclick: (/** @type {MouseEvent} */ event) => {
                    // Opening in another tab is the browser's affair.
                    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                    event.preventDefault();
                    emit(this, "open-document", detail);
                },
            },
            ...content,
        );
    }

    /** @param {KeyboardEvent} event */
    #key(event) {
        if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
        const links = [...this.querySelectorAll("a")];
        const at = links.findIndex((link) => link === event.target);
        if (at < 0) return;
        event.preventDefault();
        const next = links[at + (event.key === "ArrowDown" ? 1 : -1)];
        if (next) next.focus();
        else if (event.key === "ArrowUp") emit(this, "focus-search");
    }
}
