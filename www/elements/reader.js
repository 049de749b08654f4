// `<saksi-reader>`: a document with its names and dates marked, and the passage one came for.
//
// Emits `close-document`, `pick-entity` with `{ id, name, type }`, `show-entity` with `{ id }`, `pick-time` with
// `{ from, to }`, and `landed` with `{ start, end }` when it shows another passage.

import { whenInWords } from "../dates.js";
import { emit, h, scriptLanguage } from "../dom.js";
import { Lit } from "../highlights.js";
import { paragraphs, runs } from "../text-layout.js";
import { Card } from "./card.js";
import { back } from "./back.js";
import { SaksiElement } from "./element.js";
import { ENTITY_TYPES } from "./facets.js";

/** @import { DocumentView, EntityType, EntityView, MentionMark, TimexMark } from "../../pkg/reader/saksi.js" */
/** @import { Run } from "../text-layout.js" */

/** @typedef {{ start: number, end: number }} Span */
/** @typedef {MentionMark | TimexMark} Mark */
/** @typedef {EntityType | "DATE"} MarkKind */

/** Milliseconds that laying out a text may take before the page gets its turn. */
const SLICE = 8;
/** A text of more paragraphs than this has those out of sight laid out only when they are needed. */
const MANY_PARAGRAPHS = 400;

export class Reader extends SaksiElement {
    /** @type {DocumentView | undefined} */
    #view;
    /** What is known of an entity besides its name. @type {(id: string) => Promise<EntityView | undefined>} */
    lookup = async () => undefined;
    /** @type {Set<MarkKind>} */
    #hidden = new Set();
    /** The text nodes in order, and where each begins. @type {{ start: number, node: Text }[]} */
    #nodes = [];
    /** @type {Map<number, Run<Mark>>} */
    #marked = new Map();
    #article = h("article", { class: "text" });
    #card = new Card();
    #lit = new Lit();
    /** @type {Promise<void>} */
    #laidOut = Promise.resolve();
    #generation = 0;
    /** @type {Span | undefined} */
    #landed;
    /** @type {(Span & { words: Span[] })[]} */
    #passages = [];
    #passageBar = h("div", { class: "passages", hidden: true });
    /** Stands by the publication date, where that can be corrected. @type {HTMLElement | undefined} */
    dateControl;

    constructor() {
        super();
        this.#article.addEventListener("click", (event) => this.#openMark(event.target));
        this.#article.addEventListener("keydown", (event) => this.#key(event));
    }

    /** The document to show. */
    get view() {
        return this.#view;
    }

    set view(view) {
        if (view === this.#view) return;
        this.#view = view;
        this.#landed = undefined;
        this.#passages = [];
        this.update();
    }

    disconnectedCallback() {
        this.#lit.clear();
        this.#generation += 1;
    }

    /**
     * Passages to go through, with the words in them that were searched for.
     * @param {(Span & { words: Span[] })[]} passages in order
     */
    set passages(passages) {
        this.#passages = passages;
        this.#light();
    }

    /**
     * Shows a passage: scrolls to it, lights it, moves the focus there.
     * @param {Span} passage
     * @param {{ focus?: boolean }} [options]
     */
    async land(passage, { focus = true } = {}) {
        await Promise.resolve();
        await this.#laidOut;
        this.#landed = passage;
        this.#light();
        const range = this.rangeOf(passage);
        if (!range) return;
        const paragraph = range.startContainer.parentElement?.closest("p");
        if (focus) paragraph?.focus({ preventScroll: true });
        // From the passage, Tab goes to its own first mark rather than to that of the whole text.
        const mark = paragraph?.querySelector("[data-at]");
        if (mark instanceof HTMLElement) this.#rove(mark);
        scrollTo(range);
        // What was laid out on the way may have moved it.
        requestAnimationFrame(() => scrollTo(range));
    }

    /** Shows the document from its beginning. */
    top() {
        this.#landed = undefined;
        this.#light();
        this.querySelector("h2")?.focus({ preventScroll: true });
        scrollTo(this.querySelector("h2") ?? this);
    }

    /**
     * Where a part of the text stands in the page.
     * @param {Span} span
     * @returns {Range | undefined}
     */
    rangeOf({ start, end }) {
        const first = this.#nodeAt(start, false);
        const last = this.#nodeAt(end, true);
        if (!first || !last) return undefined;
        const range = document.createRange();
        range.setStart(first.node, Math.min(start - first.start, first.node.length));
        range.setEnd(last.node, Math.min(end - last.start, last.node.length));
        return range;
    }

    /**
     * The text node that holds a position; at a border the one before it if `before`, otherwise the one after.
     * @param {number} position
     * @param {boolean} before
     */
    #nodeAt(position, before) {
        let [low, high] = [0, this.#nodes.length - 1];
        while (low < high) {
            const middle = Math.ceil((low + high) / 2);
            const { start } = this.#nodes[middle];
            if (before ? start < position : start <= position) low = middle;
            else high = middle - 1;
        }
        return this.#nodes[low];
    }

    /** @override */
    render() {
        this.#generation += 1;
        this.#lit.clear();
        this.#card.close();
        const view = this.#view;
        if (!view) {
            this.replaceChildren();
            return;
        }
        this.replaceChildren(
            this.#head(view),
            this.#legend(view),
            this.#told(view),
            this.#passageBar,
            h("p", { class: "visually-hidden", id: "saksi-marks-hint" }, this.strings.marksHint),
            h("div", { class: "text-frame" }, this.#article, this.#card),
        );
        this.#laidOut = this.#layOut(view, this.#generation);
        this.#light();
    }

    /** @param {DocumentView} view */
    #head(view) {
        const { strings } = this;
        const { published } = view;
        return h(
            "header",
            { class: "reader-head" },
            back(strings, this),
            h("h2", { tabindex: "-1", lang: scriptLanguage(view.title) }, view.title || view.source),
            h(
                "dl",
                { class: "facts" },
                view.byline ? fact(strings.by, view.byline) : null,
                fact(
                    strings.published,
                    published
                        ? [
                              h("strong", {}, whenInWords(published.when, strings)),
                              h("span", { class: "reason" }, `${strings.learntFrom[published.how] ?? published.how}: ${published.why}`),
                          ]
                        : [strings.unknownDate],
                    this.dateControl,
                ),
                fact(strings.source, [
                    view.source,
                    h("details", { class: "fingerprint" }, h("summary", {}, strings.fingerprint), h("code", {}, view.sha256)),
                ]),
            ),
        );
    }

    /** @param {DocumentView} view */
    #legend(view) {
        const { strings } = this;
        /** @type {Map<MarkKind, number>} */
        const counts = new Map();
        for (const mark of marksOf(view)) counts.set(kindOf(mark), (counts.get(kindOf(mark)) ?? 0) + 1);
        /** @type {[MarkKind, string][]} */
        const kinds = [
            ...ENTITY_TYPES.map((type) => /** @type {[MarkKind, string]} */ ([type, strings.typesMany[type]])),
            ["DATE", strings.dates],
        ];
        this.#article.setAttribute("data-hidden", [...this.#hidden].join(" "));
        return h(
            "div",
            { class: "legend", role: "group", "aria-label": strings.showMarks },
            kinds
                .filter(([kind]) => counts.has(kind))
                .map(([kind, name]) =>
                    h(
                        "button",
                        {
                            type: "button",
                            "data-key": `legend:${kind}`,
                            "aria-pressed": String(!this.#hidden.has(kind)),
                            onclick: (/** @type {Event} */ event) => this.#toggle(kind, event.currentTarget),
                        },
                        h("span", { class: `mark ${kind}` }, name),
                        h("span", { class: "number" }, counts.get(kind)),
                    ),
                ),
        );
    }

    /**
     * @param {MarkKind} kind
     * @param {EventTarget | null} button
     */
    #toggle(kind, button) {
        if (!this.#hidden.delete(kind)) this.#hidden.add(kind);
        this.#article.setAttribute("data-hidden", [...this.#hidden].join(" "));
        /** @type {Element} */ (button).setAttribute("aria-pressed", String(!this.#hidden.has(kind)));
    }

    /** @param {DocumentView} view */
    #told(view) {
        const { strings } = this;
        if (view.events.length === 0) return "";
        return h(
            "details",
            { class: "told" },
            h("summary", {}, strings.inThisDocument(view.events.length)),
            h(
                "ol",
                {},
                view.events.map((event) =>
                    h(
                        "li",
                        {},
                        h(
                            "button",
                            { type: "button", class: "told-event", onclick: () => this.#go(event) },
                            h("span", { class: "tag" }, strings.eventTypes[event.type] ?? event.type),
                            h("span", { class: "date" }, event.when ? whenInWords(event.when, strings) : strings.undated),
                            event.modality === "happened"
                                ? null
                                : h("span", { class: "tag modality" }, strings.modalities[event.modality] ?? event.modality),
                            h(
                                "span",
                                { class: "told-quote", lang: scriptLanguage(view.text.slice(event.start, event.end)) },
                                view.text.slice(event.start, event.end),
                            ),
                        ),
                    ),
                ),
            ),
        );
    }

    /** @param {Span} passage */
    #go({ start, end }) {
        this.land({ start, end });
        emit(this, "landed", { start, end });
    }

    /**
     * Lays the text out, a slice at a time.
     * @param {DocumentView} view
     * @param {number} generation
     */
    async #layOut(view, generation) {
        const article = this.#article;
        article.lang = view.language;
        article.replaceChildren();
        this.#nodes = [];
        this.#marked = new Map();
        const marks = marksOf(view);
        const all = paragraphs(view.text);
        article.classList.toggle("long", all.length > MANY_PARAGRAPHS);
        let [firstMark, firstPart, from] = [0, 0, 0];
        let began = performance.now();
        for (const paragraph of all) {
            if (performance.now() - began > SLICE) {
                await new Promise((next) => setTimeout(next, 0));
                if (generation !== this.#generation) return;
                began = performance.now();
            }
            while (firstMark < marks.length && marks[firstMark].end <= paragraph.start) firstMark += 1;
            while (firstPart < view.boilerplate.length && view.boilerplate[firstPart].end <= paragraph.start) firstPart += 1;
            article.append(this.#text(view.text, from, paragraph.start));
            const element = h("p", { tabindex: "-1", class: paragraph.tight ? "tight" : undefined });
            const language = scriptLanguage(view.text.slice(paragraph.start, paragraph.end));
            if (language && language !== view.language) element.lang = language;
            if (!language && view.language === "km") element.lang = "en";
            const here = runs(paragraph, before(marks, firstMark, paragraph.end), before(view.boilerplate, firstPart, paragraph.end));
            for (const run of here) element.append(this.#run(view.text, run));
            if (here.every((run) => run.dim)) element.classList.add("boilerplate");
            article.append(element);
            from = paragraph.end;
        }
        article.append(this.#text(view.text, from, view.text.length));
        const first = article.querySelector("[role=button]");
        first?.setAttribute("tabindex", "0");
    }

    /**
     * @param {string} text
     * @param {Run<Mark>} run
     * @returns {Node}
     */
    #run(text, run) {
        if (run.marks.length === 0) {
            const node = this.#text(text, run.start, run.end);
            if (!run.dim) return node;
            return h("span", { class: "boilerplate", title: `${this.strings.notItsOwnWords}: ${run.dim}` }, node);
        }
        const already = this.#marked.has(run.start);
        if (!already) this.#marked.set(run.start, run);
        const button = h("span", {
            class: "marks",
            role: "button",
            tabindex: "-1",
            "aria-haspopup": "dialog",
            "data-at": run.start,
        });
        for (const piece of run.pieces) {
            let inner = /** @type {Node} */ (this.#text(text, piece.start, piece.end));
            for (const mark of piece.marks.toReversed()) inner = h("span", { class: `mark ${kindOf(mark)}` }, inner);
            button.append(inner);
        }
        return button;
    }

    /**
     * @param {string} text
     * @param {number} start
     * @param {number} end
     */
    #text(text, start, end) {
        const node = document.createTextNode(text.slice(start, end));
        if (start < end) this.#nodes.push({ start, node });
        return node;
    }

    /** Lights the passage that was landed on, and the words that were searched for. */
    async #light() {
        await this.#laidOut;
        this.#lit.clear();
        for (const { words } of this.#passages) {
            for (const word of words) {
                const range = this.rangeOf(word);
                if (range) this.#lit.add("saksi-word", range);
            }
        }
        const landed = this.#landed;
        for (const paragraph of this.#article.querySelectorAll("p.landed")) paragraph.classList.remove("landed");
        const range = landed && this.rangeOf(landed);
        if (range) {
            this.#lit.add("saksi-passage", range);
            range.startContainer.parentElement?.closest("p")?.classList.add("landed");
        }
        this.#drawPassageBar();
    }

    #drawPassageBar() {
        const { strings } = this;
        const passages = this.#passages;
        this.#passageBar.hidden = passages.length < 2;
        const at = passages.findIndex(({ start, end }) => start === this.#landed?.start && end === this.#landed.end);
        const step = (/** @type {number} */ by) => {
            const next = at < 0 ? 0 : (at + by + passages.length) % passages.length;
            this.#go(passages[next]);
        };
        const button = (/** @type {string} */ label, /** @type {string} */ sign, /** @type {number} */ by) =>
            h("button", { type: "button", "aria-label": label, "data-key": label, onclick: () => step(by) }, sign);
        const focused = this.#passageBar.querySelector(":focus")?.getAttribute("data-key");
        this.#passageBar.replaceChildren(
            h("span", { role: "status" }, strings.passages(Math.max(at + 1, 1), passages.length)),
            button(strings.previousPassage, "↑", -1),
            button(strings.nextPassage, "↓", 1),
        );
        if (focused) /** @type {HTMLElement | null} */ (this.#passageBar.querySelector(`[data-key="${focused}"]`))?.focus();
    }

    /** @param {EventTarget | null} target */
    #openMark(target) {
        const button = /** @type {Element} */ (target).closest?.("[data-at]");
        if (!(button instanceof HTMLElement)) return;
        const run = this.#marked.get(Number(button.getAttribute("data-at")));
        if (!run || !this.#view) return;
        this.#rove(button);
        this.#card.strings = this.strings;
        this.#card.open(button, run.marks, this.#view.text, this.lookup);
    }

    /** @param {KeyboardEvent} event */
    #key(event) {
        const button = /** @type {Element} */ (event.target).closest?.("[data-at]");
        if (!(button instanceof HTMLElement)) return;
        if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            this.#openMark(button);
        }
        const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        const buttons = [...this.#article.querySelectorAll("[data-at]")];
        const next = buttons[buttons.indexOf(button) + by];
        if (next instanceof HTMLElement) {
            this.#rove(next);
            next.focus();
        }
    }

    /**
     * The one mark that Tab reaches.
     * @param {HTMLElement} button
     */
    #rove(button) {
        this.#article.querySelector("[data-at][tabindex='0']")?.setAttribute("tabindex", "-1");
        button.setAttribute("tabindex", "0");
    }
}

/**
 * @param {DocumentView} view
 * @returns {Mark[]} by start; of one start the longest first
 */
function marksOf(view) {
    return [...view.mentions, ...view.timexes].sort((a, b) => a.start - b.start || b.end - a.end);
}

/**
 * @param {Mark} mark
 * @returns {MarkKind}
 */
function kindOf(mark) {
    return "entity" in mark ? mark.type : "DATE";
}

/**
 * @template {Span} S
 * @param {S[]} spans by start
 * @param {number} from index of the first to take
 * @param {number} end
 */
function before(spans, from, end) {
    let to = from;
    while (to < spans.length && spans[to].start < end) to += 1;
    return spans.slice(from, to);
}

/**
 * @param {string} name
 * @param {string | (Node | string)[]} value
 * @param {HTMLElement} [control]
 */
function fact(name, value, control) {
    return h("div", {}, h("dt", {}, name), h("dd", {}, value, control));
}

/**
 * Scrolls what holds a range or element so that it stands in the upper third.
 * @param {Range | Element} target
 */
function scrollTo(target) {
    const rect = target.getBoundingClientRect();
    let element = target instanceof Range ? target.startContainer.parentElement : target.parentElement;
    while (element) {
        const { overflowY } = getComputedStyle(element);
        if ((overflowY === "auto" || overflowY === "scroll") && element.scrollHeight > element.clientHeight) break;
        const root = element.getRootNode();
        const host = root instanceof ShadowRoot ? /** @type {HTMLElement} */ (root.host) : null;
        element = element.parentElement ?? host;
    }
    if (element && element !== document.documentElement && element !== document.body) {
        const frame = element.getBoundingClientRect();
        element.scrollTop += rect.top - frame.top - frame.height * 0.25;
    } else {
        scrollBy(0, rect.top - innerHeight * 0.25);
    }
}

