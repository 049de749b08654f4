// What is on view, as the page's address keeps it, so that Back works and a passage can be linked to.
//
// With a person's own files the address stays bare, and the view is kept in the history entry's state: their queries do
// not belong in the list of addresses that a browser keeps, and a link would lead nowhere.
//
//     #q=Kem%20Sokha&month=2017-09&doc=3f2a&at=120-180      #timeline&type=arrest      #entities&entity=e3

import { noFilters } from "./filters.js";
import { noTimelineFilter } from "./timeline-filter.js";

/** @import { Filters } from "./filters.js" */
/** @import { TimelineFilter } from "./timeline-filter.js" */

/** @typedef {"search" | "timeline" | "entities"} ViewName */
/** @typedef {{ start: number, end: number }} Span */

/**
 * `beside`: the entity whose sentences with `entity` are shown.
 * @typedef {{
 *   view: ViewName, query: string, filters: Filters, timeline: TimelineFilter,
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
export function formatView({ view, query, filters, timeline, document, at, entity, beside }) {
    /** @type {string[]} */
    const parts = view === "search" ? [] : [view];
    const put = (/** @type {string} */ name, /** @type {string} */ value) => {
        if (value) parts.push(`${name}=${encodeURIComponent(value)}`);
    };
    put("q", query);
    put("who", filters.entities.map(({ id }) => id).join(","));
    put("lang", filters.languages.join(","));
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

/**
 * What is on view now.
 * @returns {View}
 */
export function currentView() {
    const kept = /** @type {{ saksi?: View } | null} */ (history.state)?.saksi;
    return kept ?? parseView(location.hash);
}

/**
 * @param {View} view
 * @param {{ replace: boolean, bare: boolean }} options `bare`: keep it out of the address
 */
export function keepView(view, { replace, bare }) {
    const address = `${location.pathname}${location.search}${bare ? "" : formatView(view)}`;
    const state = { saksi: structuredClone(view) };
    if (replace) history.replaceState(state, "", address);
    else history.pushState(state, "", address);
}
