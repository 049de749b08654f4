// What is on view, as the page's address keeps it, so that Back works and a passage can be linked to.
//
// The address itself stays bare, and the history's entries hold numbers of views that this page remembers: what was
// searched for and read does not belong in what a browser keeps after the page was left. Links to a document or passage
// carry the view behind `#`; a page that is opened by one takes it from there and clears the address.
//
//     #q=Kem%20Sokha&month=2017-09&doc=3f2a&at=120-180      #timeline&type=arrest      #entities&entity=e3

import { noFilters, SORTS, usualManner } from "./filters.js";
import { noTimelineFilter } from "./timeline-filter.js";

/** @import { Filters, Manner } from "./filters.js" */
/** @import { TimelineFilter } from "./timeline-filter.js" */

/** @typedef {"search" | "timeline" | "entities"} ViewName */
/** @typedef {{ start: number, end: number }} Span */

/**
 * `beside`: the entity whose sentences with `entity` are shown.
 * @typedef {{
 *   view: ViewName, query: string, filters: Filters, manner: Manner, timeline: TimelineFilter,
 *   document: string, at: Span | undefined, entity: string, beside: string,
 * }} View
 */

/** @type {ViewName[]} */
export const VIEWS = ["search", "timeline", "entities"];

/** @returns {View} */
export function startView() {
    return {
        view: "search",
        query: "",
        filters: noFilters(),
        manner: usualManner(),
        timeline: noTimelineFilter(),
        document: "",
        at: undefined,
        entity: "",
        beside: "",
    };
}

/**
 * @param {string} hash with or without its `#`
 * @returns {View}
 */
export function parseView(hash) {
    const parts = new URLSearchParams(hash.replace(/^#/, ""));
    const get = (/** @type {string} */ name) => parts.get(name) ?? "";
    const list = (/** @type {string} */ name) => get(name).split(",").filter(Boolean);
    const view = startView();
    view.view = VIEWS.find((name) => parts.has(name)) ?? "search";
    view.query = get("q");
    view.filters.entities = list("who").map((id) => ({ id, name: "", type: undefined }));
    view.filters.languages = list("lang");
    view.filters.events = list("told");
    view.filters.sources = parts.getAll("from");
    view.manner = { sort: SORTS.find((sort) => sort === get("sort")) ?? "best", aliases: !parts.has("exact") };
    view.filters.month = get("month");
    const [from, to] = get("about").split("/");
    if (from || to) view.filters.about = { from: from ?? "", to: to ?? "" };
    view.timeline = { type: get("type"), entity: get("with"), text: get("text"), facts: parts.has("facts") };
    view.document = get("doc");
    const [, start, end] = /^(\d{1,9})-(\d{1,9})$/.exec(get("at")) ?? [];
    if (view.document && start && Number(start) <= Number(end)) view.at = { start: Number(start), end: Number(end) };
    view.entity = get("entity");
    view.beside = view.entity ? get("beside") : "";
    return view;
}

/**
 * @param {View} view
 * @returns {string} with its `#`; empty for the start
 */
export function formatView({ view, query, filters, manner, timeline, document, at, entity, beside }) {
    /** @type {string[]} */
    const parts = view === "search" ? [] : [view];
    const put = (/** @type {string} */ name, /** @type {string} */ value) => {
        if (value) parts.push(`${name}=${encodeURIComponent(value)}`);
    };
    put("q", query);
    put("who", filters.entities.map(({ id }) => id).join(","));
    put("lang", filters.languages.join(","));
    put("told", filters.events.join(","));
    for (const source of filters.sources) put("from", source);
    put("sort", manner.sort === "best" ? "" : manner.sort);
    if (!manner.aliases) parts.push("exact");
    put("month", filters.month);
    put("about", filters.about ? `${filters.about.from}/${filters.about.to}` : "");
    put("type", timeline.type);
    put("with", timeline.entity);
    put("text", timeline.text);
    if (timeline.facts) parts.push("facts");
    put("doc", document);
    put("at", document && at ? `${at.start}-${at.end}` : "");
    put("entity", entity);
    put("beside", entity ? beside : "");
    return parts.length > 0 ? `#${parts.join("&")}` : "";
}

/** The views of this visit, by number: the history's entries hold the numbers alone. @type {View[]} */
const kept = [];

/** Tells this visit from an earlier one, whose entries may still be in the history. */
const visit = performance.timeOrigin;

/**
 * What is on view now.
 * @returns {View}
 */
export function currentView() {
    const [of, number] = /** @type {{ saksi?: [number, number] } | null} */ (history.state)?.saksi ?? [];
    const known = of === visit && number !== undefined ? kept[number] : undefined;
    return known ? structuredClone(known) : parseView(location.hash);
}

/**
 * @param {View} view
 * @param {{ replace: boolean }} options
 */
export function keepView(view, { replace }) {
    const state = { saksi: [visit, kept.push(structuredClone(view)) - 1] };
    const address = `${location.pathname}${location.search}`;
    if (replace) history.replaceState(state, "", address);
    else history.pushState(state, "", address);
}

/** Forgets every view of this visit. */
export function forgetViews() {
    kept.length = 0;
}
