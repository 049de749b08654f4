// `<saksi-results>`: the documents that match, each with its best passages.
//
// Emits `open-document` with `{ id, start, end }`, and `more-results`.

import { emit, h, marked, scriptLanguage } from "../dom.js";
import { dateInWords, precision } from "../dates.js";
import { SaksiElement } from "./element.js";

/** @import { Hit, SearchAnswer, Snippet } from "../../pkg/reader/saksi.js" */

/** A passage that begins so was cut from a longer sentence. */
const BEGINS_WITHIN = /^[\p{Ll},;:)]/u;
const ENDS_A_SENTENCE = /[.!?…។៕៖:][\p{Pf}\p{Pe}"']*$/u;

export class Results extends SaksiElement {
    /** @type {SearchAnswer | undefined} */
    #answer;
    #query = "";
    #current = "";
    // It stays in the page, so that screen readers tell when it changes.
    #count = h("p", { role: "status", class: "count" });
    #understood = h("p", { class: "understood" });
    #body = h("div", {});

    constructor() {
        super();
        this.addEventListener("keydown", (event) => this.#key(event));
    }

    /**
     * @param {SearchAnswer | undefined} answer
     * @param {string} query as typed
     */
    show(answer, query) {
        this.#answer = answer;
        this.#query = query.trim();
        this.setAttribute("data-query", query);
        this.update();
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
            this.replaceChildren();
            this.#body.replaceChildren();
            this.#count.textContent = "";
            return;
        }
        if (!this.firstChild) this.append(h("div", { class: "results-head" }, this.#count, this.#understood), this.#body);
        const count = [strings.documents(answer.total)];
        if (answer.total > 1) count.push(this.#query ? strings.bestFirst : strings.latestFirst);
        this.#count.textContent = count.join(", ");
        const understood = answer.understood.trim();
        const asTyped = understood === "" || understood === this.#query;
        this.#understood.textContent = asTyped ? "" : strings.understoodAs(understood);
        this.#understood.lang = scriptLanguage(understood) ?? strings.language;
        this.#body.replaceChildren(
            answer.total === 0
                ? h("div", { class: "nothing" }, h("p", {}, strings.noHits), h("p", { class: "hint" }, strings.noHitsHint))
                : h("ol", { class: "hits" }, answer.hits.map((hit) => this.#hit(hit))),
            answer.hits.length < answer.total
                ? h(
                      "button",
                      { type: "button", class: "more", "data-key": "more", onclick: () => emit(this, "more-results") },
                      strings.more,
                  )
                : "",
        );
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
        // Without a query the snippet is the beginning: plain text, and without the title that stands above it.
        const beginning = text.startsWith(hit.title) ? text.slice(hit.title.length).trim() : text;
        if (!this.#query) return beginning ? h("p", { class: "snippet", lang: language }, beginning) : null;
        const words = marked(text, snippet.highlights);
        if (BEGINS_WITHIN.test(text)) words.unshift("… ");
        if (!ENDS_A_SENTENCE.test(text)) words.push(" …");
        const link = this.#link(hit, snippet, `hit:${hit.id}:${at}`, ...words);
        return h("p", { class: "snippet", lang: language }, link);
    }

    /**
     * @param {Hit} hit
     * @param {Snippet | undefined} snippet
     * @param {string} key
     * @param {...(Node | string)} content
     */
    #link(hit, snippet, key, ...content) {
        const detail = { id: hit.id, start: snippet?.start, end: snippet?.end };
        const at = snippet ? `&at=${snippet.start}-${snippet.end}` : "";
        return h(
            "a",
            {
                href: `#doc=${encodeURIComponent(hit.id)}${at}`,
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
