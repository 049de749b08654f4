// `<saksi-workbench>`: the whole page. Holds the archive and what is on view, and hands each element its part.
//
// Attributes: `sample`, an archive to open at first; `leave`, where the button Leave goes (default `about:blank`).

import { currentView, forgetViews, keepView, startView } from "../address.js";
import { carriedView } from "../carried.js";
import { h } from "../dom.js";
import { aboutNames, changedNothing, dateOf, idleInWords, isDateOf, writeDecisions } from "../decisions.js";
import { chosenFiles, takeDrops } from "../dropped.js";
import { noFilters } from "../filters.js";
import { sortOut } from "../given.js";
import { LOCALES, localeFor } from "../locales/index.js";
import { errorInFull, isNoMatter, noticeInWords } from "../messages.js";
import { SaksiError, isArchive } from "../protocol.js";
import { saveAs } from "../save.js";
import { Session } from "../session.js";
import { noTimelineFilter } from "../timeline-filter.js";
import { Unsaved } from "../unsaved.js";
import { Bar } from "./bar.js";
import { DateDecisionElement } from "./date-decision.js";
import { SaksiElement } from "./element.js";
import { Entities } from "./entities.js";
import { EntityPage } from "./entity-page.js";
import { FilterChips } from "./facets.js";
import { Found } from "./found.js";
import { Intake } from "./intake.js";
import { putMessage } from "./message.js";
import { Reader } from "./reader.js";
import { SearchBox } from "./search-box.js";
import { startPanel } from "./start-panel.js";
import { Timeline } from "./timeline.js";

/** @import { EntityView, ExportFormat } from "../../pkg/full/saksi.js" */
/** @import { View } from "../address.js" */
/** @import { Progress } from "../analysis-pool.js" */
/** @import { Report } from "../client.js" */
/** @import { Idle } from "../decisions.js" */
/** @import { Dropped } from "../dropped.js" */

/** How many documents an entity's page lists. */
const ENTITY_DOCUMENTS = 100;
/** Within this many milliseconds Shift must be pressed three times to leave. */
const LEAVE_WITHIN = 1500;
/** What the file of decisions is called. */
const DECISIONS_FILE = "archive-decisions.json";

export class Workbench extends SaksiElement {
    #session = this.#newSession();
    #loading = true;
    #view = startView();
    /** How many of the decisions found nothing to decide about. */
    #waiting = 0;
    /** @type {string[]} What was said of them last. */
    #told = [];
    /** @type {ExportFormat[]} */
    #formats = [];
    /** @type {Promise<void>} */
    #intakes = Promise.resolve();
    /** @type {AbortController | undefined} */
    #analysing;
    /** Where the focus was when a document was opened. */
    #cameFrom = "";
    /** An entity that stays on view under this identifier while the archive changes. */
    #goesOn = "";
    /** @type {number[]} */
    #shifts = [];
    /** Whether the next query is a step of its own, to go back from: not while one still types. */
    #typed = true;
    #unsaved = new Unsaved();

    #bar = new Bar();
    #searchBox = new SearchBox();
    #chips = new FilterChips();
    #found = new Found((request, options) => this.#session.saksi.search(request, options));
    #facets = this.#found.facets;
    #results = this.#found.results;
    #timeline = new Timeline();
    #names = new Entities();
    #reader = new Reader();
    #date = new DateDecisionElement();
    #entity = new EntityPage();
    #intake = new Intake();
    #messages = h("div", { class: "messages", "aria-live": "polite" });
    #list = h("main", { id: "content", tabindex: "-1" });
    #detail = h("aside", { class: "detail", hidden: true });
    #skipLink = h("a", { href: "#content", class: "skip", onclick: (/** @type {Event} */ event) => this.#skip(event) });
    #footer = h("p", {});
    #veil = h("p", {});
    /** What the list's side shows. */
    #drawn = "";
    #picker = h("input", { type: "file", multiple: true, hidden: true, onchange: () => this.#picked() });

    /** @override */
    connectedCallback() {
        this.#searchBox.setAttribute("shortcut", "");
        this.strings = localeFor(navigator.languages);
        super.connectedCallback();
        this.#listen();
        if (typeof WebAssembly === "undefined") {
            this.#loading = false;
            this.update();
            this.#say(this.strings.noWasm, "alert");
            return;
        }
        this.#begin();
    }

    #newSession() {
        return new Session({
            build: "full",
            onNotice: (notice) => this.#say(noticeInWords(notice, this.strings)),
        });
    }

    async #begin() {
        const session = this.#session;
        const sample = this.getAttribute("sample");
        try {
            // Whole, so that what is searched for shows in no request.
            if (sample) await session.load(new URL(sample, document.baseURI), { whole: true, own: false });
        } catch (error) {
            // A page that is hosted without a sample begins empty.
            if (/** @type {{ status?: number }} */ (error).status !== 404) this.#fail(error);
        }
        this.#loading = false;
        this.#unsaved.saved(this.#session);
        this.#view = currentView();
        // A link's view is taken from the address, which then forgets it.
        keepView(this.#view, { replace: true });
        this.#apply();
        try {
            await session.saksi.prepare();
            this.#formats = await session.saksi.exportFormats();
        } catch (error) {
            this.#fail(error);
        }
        this.update();
        this.setAttribute("ready", "");
    }

    #listen() {
        addEventListener("popstate", () => {
            this.#typed = true;
            this.#view = currentView();
            this.#apply();
        });
        addEventListener("pageshow", (event) => {
            // A page brought back from the browser's memory after leaving must come back empty.
            if (event.persisted) location.reload();
        });
        addEventListener("keydown", (event) => this.#key(event));
        takeDrops(this, (files) => this.#add(files), (error) => this.#fail(error));

        /** @type {Record<string, (detail: any) => void>} */
        const does = {
            query: (query) => this.#type(query),
            "query-done": () => {
                this.#typed = true;
                this.#results.focusFirst();
            },
            "focus-search": () => this.#searchBox.focusInput(),
            filters: (filters) => this.#go({ filters }),
            manner: (manner) => this.#go({ manner }),
            "try-query": (query) => this.#go({ query }),
            "more-results": () => this.#found.more(() => this.#view),
            "open-document": ({ id, start, end }) => {
                const at = start === undefined ? undefined : { start, end };
                this.#remember();
                this.#go({ document: id, at });
            },
            landed: (at) => this.#go({ at }, true, false),
            "close-document": () => this.#close(),
            "show-entity": ({ id, beside = "" }) => {
                this.#remember();
                this.#go({ entity: id, beside, document: "", at: undefined });
            },
            "show-event": ({ id }) => this.#showEvent(id),
            "pick-entity": ({ id, name, type }) =>
                this.#go({ view: "search", query: "", filters: { ...noFilters(), entities: [{ id, name, type }] } }),
            "pick-time": (about) => this.#go({ view: "search", query: "", filters: { ...noFilters(), about } }),
            "filter-timeline": (timeline) => this.#go({ timeline }, true),
            failed: (error) => this.#fail(error),
            decide: (decision) => this.#decideOne(decision),
            "undo-date": (id) => this.#decide((decisions) => decisions.filter((decision) => !isDateOf(decision, id))),
            "undo-decision": () => this.#decide((decisions) => decisions.slice(0, -1)),
            "save-decisions": () => this.#saveDecisions(),
            stop: () => this.#analysing?.abort(),
            "switch-view": (view) => this.#go({ view, document: "", at: undefined, entity: "", beside: "" }),
            "choose-files": () => this.#pick(false),
            "choose-language": (language) => (this.strings = LOCALES[language]),
            save: (format) => this.#save(format),
            wipe: () => this.#wipe(),
            leave: () => this.#leave(),
        };
        for (const [name, act] of Object.entries(does)) {
            this.addEventListener(name, (event) => act(/** @type {CustomEvent} */ (event).detail));
        }
        this.#timeline.quotes = (event) => this.#session.saksi.quotes(event);
        this.#names.network.ask = (types, most) => this.#session.saksi.network(types, most);
        this.#reader.lookup = (id) => this.#session.entity(id);
        this.#reader.dateControl = this.#date;
    }

    /**
     * Changes what is on view.
     * @param {Partial<View>} change
     * @param {boolean} [replace] rather than add an entry to go back to
     * @param {boolean} [apply]
     */
    #go(change, replace = false, apply = true) {
        if (!replace) this.#typed = true;
        this.#view = { ...this.#view, ...change };
        keepView(this.#view, { replace });
        return apply ? this.#apply() : undefined;
    }

    /**
     * Searches for what is being typed: one step of the history until Enter is pressed or something else is done.
     * @param {string} query
     */
    #type(query) {
        this.#go({ query }, !this.#typed);
        this.#typed = false;
    }

    /** Brings the page in line with what should be on view. */
    async #apply() {
        const { view, query } = this.#view;
        this.#searchBox.value = query;
        this.update();
        if (!this.#session.summary) return;
        try {
            await this.#nameFilters();
            await Promise.all([
                view === "search" ? this.#search() : undefined,
                view === "timeline" ? this.#showTimeline() : undefined,
                view === "entities" ? this.#showNames() : undefined,
                this.#showDetail(),
            ]);
            // An error goes with the next good answer.
            this.#messages.querySelectorAll(".unanswered").forEach((message) => message.remove());
        } catch (error) {
            this.#fail(error, "alert unanswered");
        }
    }

    /** A link names entities by identifier alone. */
    async #nameFilters() {
        const { filters } = this.#view;
        if (filters.entities.every(({ name }) => name !== "")) return;
        const known = await this.#session.entities();
        const entities = filters.entities.flatMap(({ id }) => {
            const entity = known.find((other) => other.id === id);
            return entity ? [{ id, name: entity.name, type: entity.type }] : [];
        });
        this.#view.filters = { ...filters, entities };
    }

    async #search() {
        this.#chips.filters = this.#view.filters;
        await this.#found.search(this.#view);
    }

    async #showTimeline() {
        this.#timeline.filter = this.#view.timeline;
        const [events, entities] = await Promise.all([this.#session.events(), this.#session.entities()]);
        this.#timeline.events = events;
        this.#timeline.entities = entities;
    }

    async #showNames() {
        this.#names.current = this.#view.entity;
        this.#names.decided.decisions = this.#session.decisions;
        this.#names.entities = await this.#session.entities();
        this.#names.alike.suggestions = await this.#session.suggestions();
    }

    /** @param {string} id */
    async #showEvent(id) {
        this.#go({ view: "timeline", timeline: noTimelineFilter(), document: "", at: undefined, entity: "", beside: "" });
        await this.#showTimeline();
        await Promise.resolve();
        this.#timeline.unfold(id);
    }

    /** The document, or else the entity, that is shown beside the list. */
    async #showDetail() {
        const { document: id, at, entity, beside, query } = this.#view;
        this.#results.current = id;
        if (id) {
            const isOpen = this.#reader.view?.id === id;
            const view = isOpen ? this.#reader.view : await this.#session.saksi.document(id).catch((error) => {
                // The document before is not this one.
                if (this.#view.document === id) this.#setDetail("");
                throw error;
            });
            if (this.#view.document !== id || !view) return;
            this.#date.show(view, dateOf(this.#session.decisions, id));
            this.#reader.view = view;
            this.#setDetail("reader", this.#reader);
            this.#reader.passages = await this.#session.passages(id, query, this.#view.manner);
            if (this.#view.document !== id) return;
            if (at) await this.#reader.land(at);
            else if (!isOpen) this.#reader.top();
        } else if (entity) {
            const [entities, events, suggestions, profile, { hits }] = await Promise.all([
                this.#session.entities(),
                this.#session.events(),
                this.#session.suggestions(),
                this.#session.saksi.profile(entity, { beside: beside || undefined }),
                this.#session.saksi.search({ entities: [entity], limit: ENTITY_DOCUMENTS, facets: false }),
            ]);
            const now = this.#view;
            if (now.entity !== entity || now.beside !== beside || now.document) return;
            const find = (/** @type {string} */ id) => entities.find((other) => other.id === id);
            const another = (this.#entity.shown !== entity && this.#goesOn !== entity) || this.#detail.hidden;
            this.#entity.show({ entity: find(entity), profile, beside: find(beside), hits, events, entities, suggestions });
            this.#setDetail("entity", this.#entity);
            if (another) {
                this.#detail.scrollTop = 0;
                this.#entity.focusHeading();
            }
            if (beside) this.#entity.showPassages();
        } else {
            this.#setDetail("");
        }
    }

    /**
     * @param {"reader" | "entity" | ""} what
     * @param {HTMLElement} [element]
     */
    #setDetail(what, element) {
        const { strings } = this;
        if (!element) this.#detail.replaceChildren();
        else if (this.#detail.firstChild !== element) this.#detail.replaceChildren(element);
        this.#detail.hidden = what === "";
        this.#detail.setAttribute("aria-label", what === "entity" ? strings.names : strings.reader);
        const before = this.classList.contains("with-detail");
        this.classList.toggle("with-detail", what !== "");
        const fold = this.#list.querySelector("details.facet-fold");
        if (fold && before !== (what !== "")) fold.toggleAttribute("open", this.#facetsOpen());
    }

    #close() {
        this.#go(this.#view.document ? { document: "", at: undefined } : { entity: "", beside: "" });
        const back = [...this.#list.querySelectorAll("[data-key]")].find(
            (node) => node.getAttribute("data-key") === this.#cameFrom,
        );
        if (back instanceof HTMLElement) back.focus();
        else this.#list.focus();
    }

    /** Keeps where the focus is, to come back to it. */
    #remember() {
        const key = this.#list.querySelector(":focus")?.getAttribute("data-key");
        if (key) this.#cameFrom = key;
    }

    /** @override */
    render() {
        const { strings } = this;
        this.#unsaved.guard(this.#session);
        document.documentElement.lang = strings.language;
        const lists = [this.#bar, this.#searchBox, this.#chips, this.#facets, this.#results, this.#timeline, this.#names];
        for (const element of [...lists, this.#reader, this.#date, this.#entity, this.#intake]) {
            if (element.strings !== strings) element.strings = strings;
        }
        this.#drawContent();
        this.#bar.show({
            view: this.#view.view,
            summary: this.#session.summary,
            own: this.#session.own,
            loading: this.#loading,
            formats: this.#formats,
        });
        this.#footer.textContent = strings.footer;
        this.#veil.textContent = strings.dropToAdd;
        this.#skipLink.textContent = strings.skip;
        if (this.#bar.parentElement === this) return;
        this.replaceChildren(
            this.#skipLink,
            this.#bar,
            this.#messages,
            this.#intake,
            h("div", { class: "panes" }, this.#list, this.#detail),
            h("footer", {}, this.#footer),
            h("div", { class: "drop-veil", "aria-hidden": "true" }, this.#veil),
            this.#picker,
        );
    }

    /** Draws the list's side, unless it shows already what it should: elements that are moved are drawn anew. */
    #drawContent() {
        const what = [this.strings.language, this.#loading, this.#session.summary !== undefined, this.#view.view].join();
        if (what === this.#drawn) return;
        this.#drawn = what;
        this.#list.replaceChildren(...this.#content());
    }

    /** @param {Event} event */
    #skip(event) {
        event.preventDefault();
        this.#list.focus();
    }

    #content() {
        const { strings } = this;
        if (!this.#session.summary) {
            if (this.#loading) return [h("p", { class: "nothing", role: "status" }, strings.loading)];
            return [startPanel(strings, (folder) => this.#pick(folder))];
        }
        switch (this.#view.view) {
            case "timeline":
                return [h("h2", { class: "visually-hidden" }, strings.timelineLabel), this.#timeline];
            case "entities":
                return [h("h2", { class: "visually-hidden" }, strings.names), this.#names];
            default:
                return [
                    this.#searchBox,
                    this.#chips,
                    h(
                        "div",
                        { class: "found" },
                        h(
                            "details",
                            { class: "facet-fold", open: this.#facetsOpen() },
                            h("summary", {}, strings.filters),
                            this.#facets,
                        ),
                        h("section", { "aria-label": strings.results }, h("h2", { class: "visually-hidden" }, strings.results), this.#results),
                    ),
                ];
        }
    }

    /** Facets stand open beside the results where there is room for both. */
    #facetsOpen() {
        return !this.classList.contains("with-detail") && matchMedia("(min-width: 60rem)").matches;
    }

    #saveDecisions() {
        saveAs(writeDecisions(this.#session.decisions), DECISIONS_FILE, "application/json");
        this.#unsaved.saved(this.#session, false);
    }

    /** @param {string} format of the export; empty: the archive itself */
    async #save(format) {
        const { saksi } = this.#session;
        try {
            if (!format) {
                saveAs(await saksi.bytes(), "archive.saksi", "application/octet-stream");
                this.#unsaved.saved(this.#session);
                if (aboutNames(this.#session.decisions)) {
                    this.#saveDecisions();
                    this.#say(this.strings.savedBeside(DECISIONS_FILE));
                }
                return;
            }
            const { text, notes } = await saksi.export(format);
            const { ending, mediaType } = /** @type {ExportFormat} */ (this.#formats.find(({ name }) => name === format));
            saveAs(text, `archive-${format}.${ending}`, mediaType);
            for (const note of notes) this.#say(note);
        } catch (error) {
            this.#fail(error);
        }
    }

    /** @param {boolean} folder */
    #pick(folder) {
        this.#picker.webkitdirectory = folder;
        this.#picker.value = "";
        this.#picker.click();
    }

    #picked() {
        this.#add(chosenFiles(this.#picker.files ?? []));
    }

    /**
     * Adds files, after those that are being added.
     * @param {Dropped[]} files
     */
    #add(files) {
        const session = this.#session;
        const add = async () => {
            // What was chosen before all was wiped goes with it.
            if (session === this.#session) await this.#addNow(files);
        };
        this.#intakes = this.#intakes.then(add).catch((error) => this.#fail(error));
    }

    /** @param {Dropped[]} files */
    async #addNow(files) {
        const session = this.#session;
        const { decisions, pack, documents, failed } = await sortOut(files);
        if (session !== this.#session) return;
        // What was said of the archive before holds no more.
        this.#messages.querySelectorAll(".passing").forEach((message) => message.remove());
        if (pack) await this.#use(pack, failed);
        if (session !== this.#session) return;
        const [archive] = documents;
        // Beside the person's own files an archive's documents are added to them, never put in their place.
        const alone = documents.length === 1 && isArchive(archive.source) && !session.own;
        const given = aboutNames(decisions);
        if (alone) await this.#open(archive, failed);
        if (session !== this.#session) return;
        if (alone && session.decidedElsewhere && !given) this.#say(this.strings.decidedElsewhere);
        if (documents.length > 0 && !alone) await this.#analyse(documents, failed, given);
        else this.#intake.report = failed.length > 0 ? { added: [], failed, duplicates: [], stopped: false } : undefined;
        if (decisions.length > 0 && session === this.#session) {
            const saved = !this.#unsaved.decided(session);
            await this.#decide((made) => [...made, ...decisions], { given });
            // They came from a file.
            if (saved) this.#unsaved.saved(this.#session, false);
        }
    }

    /**
     * Opens an archive as the person's own.
     * @param {Dropped} archive
     * @param {Report["failed"]} failed what could not be read, to which it is added
     */
    async #open({ source, file }, failed) {
        try {
            const before = await this.#entitiesNow();
            await this.#session.load(file, { whole: true, own: true });
            this.#unsaved.saved(this.#session);
            await this.#stay(before, false);
            this.#say(this.strings.opened(source), "passing");
        } catch (error) {
            if (!(error instanceof SaksiError)) throw error;
            failed.push({ source, error });
        }
    }

    /**
     * Takes a pack of names into use.
     * @param {{ source: string, json: string }} pack
     * @param {Report["failed"]} failed
     */
    async #use({ source, json }, failed) {
        try {
            const { warnings, idle } = await this.#session.use(json);
            this.#forget();
            this.#apply();
            this.#say(this.strings.packInUse(source));
            if (warnings.length > 0) this.#say(warnings.map((why) => this.strings.packWarning(why)).join(" "));
            this.#tell(idle, false);
        } catch (error) {
            if (!(error instanceof SaksiError)) throw error;
            failed.push({ source, error });
        }
    }

    /**
     * @param {Dropped[]} documents
     * @param {Report["failed"]} failed what could not be read of the same choice
     * @param {boolean} given whether decisions about names are
     */
    async #analyse(documents, failed, given) {
        const session = this.#session;
        const wasOwn = session.own;
        const elsewhere = wasOwn && session.decidedElsewhere;
        const known = wasOwn ? (session.summary?.documents ?? 0) : 0;
        const analysing = new AbortController();
        this.#analysing = analysing;
        const { signal } = analysing;
        this.#intake.progress = { done: 0, total: documents.length, source: "" };
        try {
            let grown = wasOwn;
            const show = async (/** @type {EntityView[]} */ before) => {
                this.#unsaved.added();
                await this.#stay(before, grown);
                grown = true;
            };
            const report = await session.add(documents, {
                signal,
                onProgress: (progress) => {
                    if (!signal.aborted) this.#intake.progress = progress;
                },
                onPart: async (before) => {
                    await show(before);
                    if (session === this.#session) this.#intake.searchable = (session.summary?.documents ?? 0) - known;
                },
            });
            if (session !== this.#session) return;
            if (report.added.length > 0) {
                await show(report.before);
                if ((elsewhere || report.decided) && !given) this.#say(this.strings.decisionsUndone);
                this.#tell(report.idle ?? [], false);
            }
            this.#intake.report = { ...report, failed: [...failed, ...report.failed] };
        } catch (error) {
            if (session !== this.#session) return;
            this.#intake.report = undefined;
            throw error;
        } finally {
            if (this.#analysing === analysing) this.#analysing = undefined;
        }
    }

    /** The entities of the open archive, by which those of the next are known again. */
    async #entitiesNow() {
        return this.#session.summary ? this.#session.entities() : [];
    }

    /**
     * Shows the archive that took the place of another and stays with what one was doing: what is typed, the filters,
     * the document and the names on view, as far as the archive has them.
     * @param {EntityView[]} before the entities of the archive before
     * @param {boolean} grown whether it holds what the other held
     */
    async #stay(before, grown) {
        const session = this.#session;
        const after = await session.entities();
        let id;
        let reread;
        do {
            id = this.#view.document;
            reread = id ? await session.saksi.document(id).catch(() => undefined) : undefined;
            // Another may have been opened meanwhile.
        } while (id !== this.#view.document);
        if (session !== this.#session) return;
        // From here on nothing waits, so that what one does meanwhile is not undone.
        const view = carriedView(this.#view, before, after, grown);
        const { entity } = view;
        const document = reread ? id : "";
        const isRead = document !== "" && this.#reader.view?.id === document;
        const isShown = document === "" && entity !== "" && this.#entity.shown === this.#view.entity;
        const { scrollTop } = this.#detail;
        this.#forget({ listStays: grown, detailStays: isRead || isShown });
        if (grown) this.#found.outgrow(this.#view, view);
        // A text that is as it was stays as it is: drawing it anew would let go of what is selected.
        if (isRead && JSON.stringify(reread) !== JSON.stringify(this.#reader.view)) this.#reader.view = reread;
        if (isShown) this.#goesOn = entity;
        this.#view = { ...view, query: this.#searchBox.value, document, at: isRead || !document ? undefined : view.at };
        keepView(this.#view, { replace: grown });
        await this.#apply();
        this.#goesOn = "";
        if (isRead || isShown) this.#detail.scrollTop = scrollTop;
    }

    /**
     * Adds a decision about what is on view. One that changes nothing is said to, and not kept: only decisions that were
     * made elsewhere wait for their documents.
     * @param {import("../decisions.js").Decision} decision
     */
    async #decideOne(decision) {
        const waiting = this.#session.decisions.length === 0 ? 0 : this.#waiting;
        await this.#decide((decisions) => [...decisions, decision]);
        if (this.#waiting > waiting) await this.#decide((decisions) => decisions.filter((one) => one !== decision), { tell: false });
    }

    /**
     * Builds the archive again by other decisions, and stays with the document or entity on view as far as it is there.
     * @param {(decisions: import("../decisions.js").Decision[]) => import("../decisions.js").Decision[]} change
     * @param {{ tell?: boolean, given?: boolean }} [options] `tell`: say which of them found nothing to decide about;
     *   `given`: a file has brought those that the names of the archive show
     */
    async #decide(change, { tell = true, given = false } = {}) {
        const session = this.#session;
        if (!session.summary) return;
        try {
            const before = (await session.entity(this.#view.entity))?.name;
            const elsewhere = session.decidedElsewhere;
            const idle = await session.decide(change);
            if (elsewhere && !given) this.#say(this.strings.decisionsUndone);
            const last = session.decisions.at(-1);
            const names = [last?.do === "rename" ? last.name : undefined, before];
            const entities = await session.entities();
            const still =
                entities.find(({ id }) => id === this.#view.entity) ??
                entities.find(({ name }) => names.includes(name)) ??
                entities.find((entity) => entity.names.some(({ text }) => names.includes(text)));
            const dating = this.#date.contains(document.activeElement);
            this.#forget();
            this.#waiting = changedNothing(idle);
            await this.#go({ entity: this.#view.entity && still ? still.id : "", beside: "" }, true);
            // Whoever corrected a date stands where that was done.
            if (dating) this.#date.focusSummary();
            if (tell) this.#tell(idle, true);
        } catch (error) {
            this.#fail(error);
        }
    }

    /**
     * Says which decisions did not do all they say; unless `again`, only what was not said the last time.
     * @param {Idle[]} idle
     * @param {boolean} again
     */
    #tell(idle, again) {
        const words = idle.map((one) => idleInWords(one, this.strings));
        const fresh = words.filter((text) => again || !this.#told.includes(text));
        if (fresh.length > 0) this.#say(fresh.join(" "));
        this.#told = words;
        this.#waiting = changedNothing(idle);
    }

    /**
     * Drops what is shown of the archive before.
     * @param {{ listStays?: boolean, detailStays?: boolean }} [options] what is about to be drawn again, and stays until
     *   then: the lists, what stands beside them
     */
    #forget({ listStays = false, detailStays = false } = {}) {
        if (!listStays) {
            this.#found.forget();
            this.#timeline.events = undefined;
            this.#names.entities = undefined;
            this.#names.alike.suggestions = [];
        }
        if (!detailStays) {
            this.#date.show();
            this.#reader.view = undefined;
            this.#entity.clear();
            this.#setDetail("");
        }
        this.update();
    }

    #wipe() {
        this.#analysing?.abort();
        // What waits to be added goes too, and nothing that comes has to wait for it.
        this.#intakes = Promise.resolve();
        // Ending the workers gives their memory back; clearing them would leave the text in it.
        this.#session.close();
        this.#session = this.#newSession();
        this.#unsaved.saved(this.#session);
        this.#session.saksi.prepare().catch((error) => this.#fail(error));
        this.#forget();
        this.#intake.report = undefined;
        this.#picker.value = "";
        this.#view = startView();
        forgetViews();
        keepView(this.#view, { replace: true });
        this.#searchBox.value = "";
        this.#messages.replaceChildren();
        this.#say(this.strings.wiped, "passing");
    }

    #leave() {
        this.#analysing?.abort();
        this.#session.close();
        // Whoever leaves at once is not asked.
        this.#unsaved.guard(this.#session);
        // Nothing may be left for the browser to bring back.
        document.body.replaceChildren();
        document.title = "";
        forgetViews();
        keepView(startView(), { replace: true });
        location.replace(this.getAttribute("leave") || "about:blank");
    }

    /** @param {KeyboardEvent} event */
    #key(event) {
        if (event.key === "Shift" && !event.repeat) {
            this.#shifts = [...this.#shifts, event.timeStamp].slice(-3);
            if (this.#shifts.length === 3 && event.timeStamp - this.#shifts[0] < LEAVE_WITHIN) this.#leave();
            return;
        }
        // A capital letter is not a wish to leave.
        this.#shifts = [];
        const typing = /** @type {Element} */ (event.target).closest?.("input, select, textarea");
        if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
            event.preventDefault();
            if (this.#view.view !== "search") this.#go({ view: "search" });
            queueMicrotask(() => this.#searchBox.focusInput());
        } else if (event.key === "Escape" && !typing && !this.#detail.hidden) {
            this.#close();
        }
    }

    /**
     * @param {unknown} error
     * @param {"alert" | "alert unanswered"} [kind]
     */
    #fail(error, kind = "alert") {
        if (!isNoMatter(error)) this.#say(errorInFull(error, this.strings), kind);
    }

    /**
     * @param {string} words
     * @param {"status" | "alert" | "alert unanswered" | "passing"} [kind] `passing`: it goes when files are added;
     *   `unanswered`: with the next good answer
     */
    #say(words, kind = "status") {
        putMessage(this.#messages, words, kind, this.strings.dismiss);
    }
}
