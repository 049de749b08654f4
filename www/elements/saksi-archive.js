// `<saksi-archive src="archive.saksi">`: a published archive to search and read, on any page.
//
// Attributes: `src`, the archive; `query`, what to search for at first; `lang`, the interface (`en`, `km`; otherwise the
// page's language); `theme` (`light`, `dark`; otherwise the system's); `whole`, to fetch the archive at once, so that
// its server learns nothing of what is searched for, rather than the parts that are needed.
// A link to `#doc=…&at=…` on the page, as each hit has one, opens that document at its passage; Back closes it.
// Properties: `query`. Emits `saksi-open` (`{ id, start, end }`) when a document is opened, `saksi-error` (an error with
// `code`, `message`, `url`) when something fails. Style: the custom properties of `styles/tokens.css`.
//
// The host page's policy must allow this module, its worker and styles, and the archive (`script-src`, `worker-src`,
// `style-src`, `connect-src` with this module's origin, `'wasm-unsafe-eval'`); where it enforces Trusted Types, a
// policy named `saksi`.

import { parseView } from "../address.js";
import { h } from "../dom.js";
import { noFilters, searchRequest, usualManner } from "../filters.js";
import { localeFor } from "../locales/index.js";
import { errorInFull, isNoMatter, noticeInWords } from "../messages.js";
import { Session } from "../session.js";
import { addStep, emptyStep, stepOf } from "../steps.js";
import { noTimelineFilter } from "../timeline-filter.js";
import { Facets, FilterChips } from "./facets.js";
import { Reader } from "./reader.js";
import { Results } from "./results.js";
import { SearchBox } from "./search-box.js";
import { Timeline } from "./timeline.js";

/** @import { SearchAnswer } from "../../pkg/reader/saksi.js" */
/** @import { Strings } from "../locales/en.js" */

const STYLES = ["tokens.css", "elements.css", "widget.css"];
/** How many hits are asked for at a time. */
const HITS = 10;

export class SaksiArchive extends HTMLElement {
    static observedAttributes = ["src", "query", "lang", "whole"];

    /** @type {Session | undefined} */
    #session;
    #source = "";
    #query = "";
    #filters = noFilters();
    #manner = usualManner();
    #strings = localeFor([]);
    /** @type {SearchAnswer | undefined} */
    #answer;
    /** @type {AbortController | undefined} */
    #searching;
    /** The search whose facets are shown. @type {AbortController | undefined} */
    #counted;
    /** What failed and is told of still. @type {unknown} */
    #failure;
    #cameFrom = "";
    /** @type {"search" | "timeline"} */
    #tab = "search";
    #reading = false;
    /** Whether the address names the document that is read. */
    #linked = false;
    /** @type {AbortController | undefined} Ends what the element listens to on its page. */
    #connected;

    #root = this.attachShadow({ mode: "open" });
    #searchBox = new SearchBox();
    #chips = new FilterChips();
    #facets = new Facets();
    #results = new Results();
    #timeline = new Timeline();
    #reader = new Reader();
    #status = h("p", { class: "status", role: "status" });
    #tabs = h("div", { class: "tabs", role: "group" });
    #facetFold = h("details", { class: "facet-fold" });
    #search = h("div", { class: "search" });
    #detail = h("div", { class: "detail", hidden: true });
    #frame = h("div", { class: "frame" });

    constructor() {
        super();
        this.#timeline.setAttribute("list-only", "");
        this.#detail.append(this.#reader);
        this.#facetFold.append(h("summary"), this.#facets);
        this.#facetFold.addEventListener("toggle", () => this.#count());
        this.#search.append(this.#searchBox, this.#chips, this.#facetFold, this.#results);
        this.#frame.append(this.#tabs, this.#status, this.#search, this.#timeline, this.#detail);
        this.#root.append(
            ...STYLES.map((name) =>
                h("link", { rel: "stylesheet", href: new URL(`../styles/${name}`, import.meta.url).href }),
            ),
            this.#frame,
        );
        this.#arrange();
        this.#listen();
    }

    /** What is searched for. */
    get query() {
        return this.#query;
    }

    set query(query) {
        this.setAttribute("query", query);
    }

    connectedCallback() {
        this.#connected?.abort();
        this.#connected = new AbortController();
        const { signal } = this.#connected;
        addEventListener("popstate", () => this.#follow(), { signal });
        addEventListener("hashchange", () => this.#openLinked(), { signal });
        this.#localise();
        this.#open();
    }

    disconnectedCallback() {
        // A move within the page disconnects and connects in one task.
        queueMicrotask(() => {
            if (this.isConnected) return;
            this.#connected?.abort();
            this.#session?.close();
            this.#session = undefined;
            this.#source = "";
        });
    }

    /**
     * @param {string} name
     * @param {string | null} _
     * @param {string | null} value
     */
    attributeChangedCallback(name, _, value) {
        if (!this.isConnected) return;
        if (name === "src" || name === "whole") this.#open();
        else if (name === "lang") this.#localise();
        else if (name === "query" && value !== this.#query) this.#ask(value ?? "", noFilters());
    }

    #localise() {
        const own = this.lang ? [this.lang] : [];
        const strings = localeFor([...own, document.documentElement.lang, ...navigator.languages].filter(Boolean));
        this.#strings = strings;
        this.#frame.lang = strings.language;
        for (const element of [this.#searchBox, this.#chips, this.#facets, this.#results, this.#timeline, this.#reader]) {
            element.strings = strings;
        }
        /** @type {Element} */ (this.#facetFold.firstElementChild).textContent = strings.filters;
        this.#drawTabs();
    }

    #drawTabs() {
        const strings = this.#strings;
        const tab = (/** @type {string} */ name, /** @type {boolean} */ on, /** @type {() => void} */ act) =>
            h("button", { type: "button", "aria-pressed": String(on), onclick: act }, name);
        this.#tabs.setAttribute("aria-label", strings.views);
        this.#tabs.replaceChildren(
            tab(strings.search, this.#tab === "search", () => this.#switchTo("search")),
            tab(strings.timeline, this.#tab === "timeline", () => this.#switchTo("timeline")),
        );
    }

    /** Shows one of search, timeline and document. */
    #arrange() {
        this.#search.hidden = this.#reading || this.#tab !== "search";
        this.#timeline.hidden = this.#reading || this.#tab !== "timeline";
        this.#detail.hidden = !this.#reading;
    }

    /** @param {"search" | "timeline"} tab */
    async #switchTo(tab) {
        this.#tab = tab;
        this.#reading = false;
        this.#linked = false;
        emptyStep(this);
        this.#arrange();
        this.#drawTabs();
        /** @type {HTMLElement | null} */ (this.#tabs.querySelector("[aria-pressed=true]"))?.focus();
        if (tab === "timeline") await this.#try(async (session) => (this.#timeline.events = await session.events()));
    }

    /** @param {import("../timeline-filter.js").TimelineFilter} filter */
    async #filterTimeline(filter) {
        this.#timeline.filter = filter;
        // Names are fetched once, and only where words are looked for.
        if (filter.text) await this.#try(async (session) => (this.#timeline.entities = await session.entities()));
    }

    #listen() {
        /** @type {Record<string, (detail: any) => void>} */
        const does = {
            query: (query) => this.#ask(query, this.#filters),
            "query-done": () => this.#results.focusFirst(),
            "focus-search": () => this.#searchBox.focusInput(),
            filters: (filters) => this.#ask(this.#query, filters),
            manner: (manner) => {
                this.#manner = manner;
                this.#ask(this.#query, this.#filters);
            },
            "try-query": (query) => this.#ask(query, this.#filters),
            "more-results": () => this.#more(),
            "open-document": (detail) => this.#openDocument(detail),
            "close-document": () => this.#closeDocument(),
            "show-entity": ({ id }) => this.#pickById(id),
            "pick-entity": (entity) => this.#ask("", { ...noFilters(), entities: [entity] }, true),
            "pick-time": (about) => this.#ask("", { ...noFilters(), about }, true),
            "filter-timeline": (filter) => this.#filterTimeline(filter),
            failed: (error) => this.#fail(error),
        };
        for (const [name, act] of Object.entries(does)) {
            this.#root.addEventListener(name, (event) => act(/** @type {CustomEvent} */ (event).detail));
        }
        this.#timeline.filter = noTimelineFilter();
        this.#timeline.quotes = async (event) => this.#session?.saksi.quotes(event) ?? [];
        this.#reader.lookup = async (id) => this.#session?.entity(id);
    }

    async #open() {
        const source = this.getAttribute("src") ?? "";
        const key = `${source} ${this.hasAttribute("whole")}`;
        if (!source || key === this.#source) return;
        this.#source = key;
        this.#session?.close();
        this.#status.textContent = this.#strings.loading;
        const session = new Session({ onNotice: (notice) => this.#say(noticeInWords(notice, this.#strings)) });
        this.#session = session;
        try {
            const whole = this.hasAttribute("whole");
            await session.load(new URL(source, this.baseURI), { whole, own: false });
            if (this.#status.textContent === this.#strings.loading) this.#say("");
            this.#ask(this.getAttribute("query") ?? "", noFilters());
            await this.#openLinked();
        } catch (error) {
            this.#fail(error);
        }
    }

    /** Opens the document that the page's address names, if it is one of this archive's. */
    async #openLinked() {
        const { document: id, at } = parseView(location.hash);
        if (!id && this.#linked) this.#stopReading();
        if (!id || !this.#session) return;
        try {
            await this.#read({ id, ...at });
            this.#linked = true;
            this.scrollIntoView({ block: "nearest" });
        } catch (error) {
            // The page may mean something else by it, or another archive.
            if (/** @type {{ code?: string }} */ (error).code !== "not-found") this.#fail(error);
            else if (this.#linked) this.#stopReading();
        }
    }

    /** Shows what was on view at the step that somebody went back or forth to. */
    #follow() {
        const opened = stepOf(this);
        const read = this.#reading ? this.#reader.view?.id : undefined;
        if (opened === null && read) this.#stopReading();
        else if (opened && opened.id !== read) this.#try(() => this.#read(opened));
    }

    /**
     * Searches.
     * @param {string} query
     * @param {import("../filters.js").Filters} filters
     * @param {boolean} [show] bring the results into view
     */
    #ask(query, filters, show = false) {
        this.#query = query;
        this.#filters = filters;
        this.#searchBox.value = query;
        if (show) this.#switchTo("search");
        this.#searching?.abort();
        this.#searching = new AbortController();
        const { signal } = this.#searching;
        return this.#try(async ({ saksi }) => {
            const request = { ...searchRequest(query, filters, this.#manner), limit: HITS, facets: false };
            const answer = await saksi.search(request, { signal }).catch((error) => this.#unanswered(error, signal));
            if (signal.aborted || !answer) return;
            this.#answer = answer;
            this.#results.show(answer, query, this.#manner);
            this.#chips.filters = filters;
            await this.#count();
        });
    }

    /**
     * Says why a search has no answer where it would stand: what was found before is no answer to it.
     * @param {unknown} error
     * @param {AbortSignal} signal
     */
    #unanswered(error, signal) {
        if (signal.aborted || isNoMatter(error)) return;
        this.#answer = undefined;
        this.#chips.filters = this.#filters;
        this.#results.fail(errorInFull(error, this.#strings), this.#query, this.#manner);
        this.#facets.show(undefined, this.#filters);
        this.#tell(error);
    }

    /** Counts the facets once somebody looks at them: counting reads of every document, which may be far away. */
    #count() {
        return this.#try(async ({ saksi }) => {
            const searching = this.#searching;
            if (!this.#facetFold.open || !searching || searching === this.#counted) return;
            this.#counted = searching;
            const request = { ...searchRequest(this.#query, this.#filters, this.#manner), limit: 0 };
            const { facets } = await saksi.search(request, { signal: searching.signal });
            if (searching === this.#searching) this.#facets.show(facets, this.#filters);
        });
    }

    #more() {
        return this.#try(async ({ saksi }) => {
            const before = this.#answer;
            if (!before) return;
            const asked = searchRequest(this.#query, this.#filters, this.#manner);
            const request = { ...asked, offset: before.hits.length, limit: HITS, facets: false };
            const { hits } = await saksi.search(request);
            if (this.#answer !== before) return;
            this.#answer = { ...before, hits: [...before.hits, ...hits] };
            this.#results.show(this.#answer, this.#query, this.#manner);
        });
    }

    /** @param {string} id */
    #pickById(id) {
        return this.#try(async (session) => {
            const entity = await session.entity(id);
            if (entity) await this.#ask("", { ...noFilters(), entities: [{ id, name: entity.name, type: entity.type }] }, true);
        });
    }

    /** @param {import("../steps.js").Opened} detail */
    #openDocument(detail) {
        this.#cameFrom = this.#root.activeElement?.getAttribute("data-key") ?? "";
        return this.#try(async () => {
            await this.#read(detail);
            addStep(this, detail);
        });
    }

    /**
     * Shows a document at a passage.
     * @param {import("../steps.js").Opened} detail
     */
    async #read({ id, start, end }) {
        const session = this.#session;
        if (!session) return;
        const query = this.#tab === "search" ? this.#query : "";
        const [view, passages] = await Promise.all([session.saksi.document(id), session.passages(id, query, this.#manner)]);
        this.#reader.view = view;
        this.#reading = true;
        this.#linked = false;
        this.#arrange();
        this.#reader.passages = passages;
        if (start !== undefined && end !== undefined) await this.#reader.land({ start, end });
        else this.#reader.top();
        this.dispatchEvent(new CustomEvent("saksi-open", { detail: { id, start, end }, bubbles: true, composed: true }));
    }

    #closeDocument() {
        if (stepOf(this)) {
            history.back();
            return;
        }
        // The address would name what is not on view any more, and the same link would open nothing.
        if (this.#linked) history.replaceState(history.state, "", `${location.pathname}${location.search}`);
        this.#stopReading();
    }

    #stopReading() {
        this.#reading = false;
        this.#linked = false;
        this.#arrange();
        const back = [...this.#frame.querySelectorAll("[data-key]")].find((node) => node.getAttribute("data-key") === this.#cameFrom);
        if (back instanceof HTMLElement) back.focus();
    }

    /** @param {(session: Session) => Promise<unknown>} act */
    async #try(act) {
        if (!this.#session) return;
        const before = this.#failure;
        try {
            await act(this.#session);
            // An error goes with the next good answer.
            if (before !== undefined && before === this.#failure) this.#say("");
        } catch (error) {
            this.#fail(error);
        }
    }

    /** @param {unknown} error */
    #fail(error) {
        if (isNoMatter(error)) return;
        this.#say(errorInFull(error, this.#strings));
        this.#failure = error;
        this.#tell(error);
    }

    /**
     * Tells the host page.
     * @param {unknown} error
     */
    #tell(error) {
        this.dispatchEvent(new CustomEvent("saksi-error", { detail: error, bubbles: true, composed: true }));
    }

    /** @param {string} words */
    #say(words) {
        this.#failure = undefined;
        this.#status.textContent = words;
    }
}
