// `<saksi-timeline-chart>`: dated events drawn along an axis of years, a lane for each type. For the eye and the mouse:
// the list of `<saksi-timeline>` holds the same events for the keyboard and the screen reader.
//
// Emits `pick-event` with the event's identifier.

import { whenInWords } from "../dates.js";
import { emit, h, scriptLanguage } from "../dom.js";
import { CLOSEST_ZOOM, axis, extentOf, lanes } from "../timeline-scale.js";
import { MeasuredElement } from "./measured.js";

/** @import { TimelineEvent } from "../../pkg/reader/saksi.js" */
/** @import { Axis, Lane, Placed } from "../timeline-scale.js" */

const ROW = 22;
const LANE_PADDING = 5;
/** A column narrower than this has no room for its months. */
const ROOM_FOR_MONTHS = 150;
/** A column narrower than this has no room for its year in full. */
const ROOM_FOR_YEAR = 46;

export class TimelineChart extends MeasuredElement {
    /** @type {TimelineEvent[]} */
    #events = [];
    #zoom = 0;
    /** The width and zoom of what is drawn. */
    #drawnAs = "";

    set events(/** @type {TimelineEvent[]} */ events) {
        this.#events = events;
        this.update();
    }

    /** @override */
    render() {
        const { strings } = this;
        const dated = this.#events.filter((event) => extentOf(event) !== undefined);
        this.classList.toggle("empty", dated.length === 0);
        if (dated.length === 0 || this.width === 0) {
            this.replaceChildren();
            this.#drawnAs = "";
            return;
        }
        const extents = dated.flatMap((event) => extentOf(event) ?? []);
        const names = this.width < 560 ? 0 : 132;
        const scale = axis(extents, this.width - names - 2, this.#zoom);
        const drawn = lanes(dated, scale, Object.keys(strings.eventTypes));
        const first = scale.columns[0].year;
        const last = scale.columns[scale.columns.length - 1].year;
        const plot = h(
            "div",
            {
                class: names ? "plot" : "plot narrow",
                role: "img",
                "aria-label": strings.chartLabel(dated.length, String(first), String(last)),
                onclick: (/** @type {MouseEvent} */ event) => this.#pick(event),
            },
            this.#years(scale),
            drawn.map((lane) => this.#lane(lane, scale)),
        );
        plot.style.width = `${names + scale.width}px`;
        plot.style.setProperty("--names", `${names}px`);
        const scroller = h("div", { class: "scroller", tabindex: scale.width + names > this.width ? "0" : undefined }, plot);
        const before = this.querySelector(".scroller")?.scrollLeft ?? 0;
        const drawnAs = [this.width, this.#zoom].join();
        this.replaceChildren(scroller, h("div", { class: "chart-foot" }, h("p", { class: "hint" }, strings.chartHint), this.#zoomers()));
        // More events leave one where one is.
        if (drawnAs === this.#drawnAs) {
            scroller.scrollLeft = before;
            return;
        }
        this.#drawnAs = drawnAs;
        // Where it does not all fit, most readers come for the year with most to tell.
        const fullest = scale.columns.reduce((a, b) => (b.width > a.width ? b : a));
        scroller.scrollLeft = fullest.x + fullest.width / 2 - (this.width - names) / 2;
    }

    #zoomers() {
        const { strings } = this;
        const zoomer = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {number} */ to) =>
            h(
                "button",
                {
                    type: "button",
                    "data-key": `zoom:${sign}`,
                    "aria-label": name,
                    title: name,
                    "aria-disabled": to < 0 || to > CLOSEST_ZOOM ? "true" : undefined,
                    onclick: () => {
                        this.#zoom = Math.min(Math.max(to, 0), CLOSEST_ZOOM);
                        this.update();
                    },
                },
                sign,
            );
        return h("div", { class: "zoomers" }, zoomer(strings.zoomOut, "−", this.#zoom - 1), zoomer(strings.zoomIn, "+", this.#zoom + 1));
    }

    /** @param {Axis} scale */
    #years(scale) {
        const columns = scale.columns.map(({ year, x, width, gap }) => {
            const column = h("div", { class: gap ? "year after-gap" : "year" }, h("span", { class: "year-name" }, yearLabel(year, width)));
            column.style.left = `${x}px`;
            column.style.width = `${width}px`;
            if (width >= ROOM_FOR_MONTHS) {
                const step = width >= 420 ? 1 : 3;
                for (let at = step; at < 12; at += step) {
                    const tick = h("span", { class: "month" }, this.strings.monthsShort[at]);
                    tick.style.left = `${(at / 12) * 100}%`;
                    column.append(tick);
                }
            }
            return column;
        });
        return h("div", { class: "years" }, h("div", { class: "years-plot" }, columns));
    }

    /**
     * @param {Lane} lane
     * @param {Axis} scale
     */
    #lane({ type, rows, placed, left }, scale) {
        const { strings } = this;
        const plot = h("div", { class: "lane-plot" });
        plot.style.height = `${rows * ROW + 2 * LANE_PADDING}px`;
        for (const { x, width, gap } of scale.columns) {
            const stripe = h("div", { class: gap ? "stripe after-gap" : "stripe" });
            stripe.style.left = `${x}px`;
            stripe.style.width = `${width}px`;
            plot.append(stripe);
        }
        plot.append(...placed.map((item) => this.#event(item)));
        return h(
            "div",
            { class: "lane" },
            h(
                "div",
                { class: "lane-name" },
                strings.eventTypes[type] ?? type,
                left > 0 ? h("span", { class: "number" }, ` +${left}`) : null,
            ),
            plot,
        );
    }

    /** @param {Placed} placed */
    #event({ event, x, width, dot, row, label, labelWidth, extent }) {
        const { strings } = this;
        const open = `${extent.openStart ? " open-start" : ""}${extent.openEnd ? " open-end" : ""}`;
        const shape = h("span", { class: `${dot ? "dot" : "stretch"}${open}` });
        shape.style.width = `${width}px`;
        const words = event.when ? whenInWords(event.when, strings) : strings.undated;
        const modality = event.modality === "happened" ? "" : ` (${strings.modalities[event.modality] ?? event.modality})`;
        const item = h(
            "div",
            { class: `placed ${event.modality}`, "data-event": event.id, title: `${event.headline}${modality}\n${words}` },
            shape,
            label ? h("span", { class: "label", lang: scriptLanguage(label) }, label) : null,
        );
        item.style.left = `${x}px`;
        item.style.top = `${LANE_PADDING + row * ROW}px`;
        if (label) item.style.maxWidth = `${width + 6 + labelWidth}px`;
        return item;
    }

    /** @param {MouseEvent} event */
    #pick(event) {
        const id = /** @type {Element} */ (event.target).closest("[data-event]")?.getAttribute("data-event");
        if (id) emit(this, "pick-event", id);
    }
}

/**
 * @param {number} year
 * @param {number} room
 */
function yearLabel(year, room) {
    if (room >= ROOM_FOR_YEAR || year < 1000) return String(year);
    return `’${String(year).slice(-2)}`;
}
