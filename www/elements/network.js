// `<saksi-network>`: who is named with whom, drawn, and the same as a table.
//
// Emits `show-entity` with `{ id, beside }`: one of the names, or two of them together.

import { emit, h, scriptLanguage } from "../dom.js";
import { layout } from "../network-layout.js";
import { MeasuredElement } from "./measured.js";
import { ENTITY_TYPES } from "./facets.js";

/** @import { EntityType, NetworkView } from "../../pkg/full/saksi.js" */

/** How many names are drawn where there is room, and where there is little. */
const NAMES = 24;
const FEW_NAMES = 12;
/** Narrower than this, in pixels, there is little room. */
const LITTLE_ROOM = 560;
/** How many pairs the table shows. */
const PAIRS = 30;
const WIDEST_LINK = 8;
const SVG = "http://www.w3.org/2000/svg";

export class Network extends MeasuredElement {
    /** @type {(types: EntityType[], most: number) => Promise<NetworkView>} */
    ask = async () => ({ entities: [], links: [] });
    /** @type {EntityType[]} */
    #types = ["PER", "ORG"];
    /** @type {NetworkView | undefined} */
    #network;
    #open = false;
    /** Counts what was asked for, so that an answer that comes late is dropped. */
    #asked = 0;

    /**
     * Asks again: the archive is another.
     * @param {boolean} grown or the same with more in it: what is drawn stays until the answer is there
     */
    reset(grown) {
        if (!grown || !this.#open) this.#network = undefined;
        if (this.#open) this.#refresh();
        this.update();
    }

    async #refresh() {
        this.#asked += 1;
        const asked = this.#asked;
        try {
            const network = await this.ask(this.#types, NAMES);
            if (asked !== this.#asked) return;
            // Drawing moves every name: only where something has changed.
            if (JSON.stringify(network) === JSON.stringify(this.#network)) return;
            this.#network = network;
            this.update();
        } catch (error) {
            emit(this, "failed", error);
        }
    }

    /** @override */
    render() {
        const { strings } = this;
        const fold = h(
            "details",
            {
                class: "fold",
                open: this.#open,
                ontoggle: (/** @type {Event} */ event) => {
                    const { open } = /** @type {HTMLDetailsElement} */ (event.currentTarget);
                    if (open === this.#open) return;
                    this.#open = open;
                    if (open && !this.#network) this.#refresh();
                    this.update();
                },
            },
            h("summary", { "data-key": "network" }, strings.network),
        );
        this.replaceChildren(fold);
        if (!this.#open) return;
        fold.append(h("p", { class: "hint" }, strings.networkHint), this.#choices());
        const network = this.#network && this.#room(this.#network);
        if (!network) {
            fold.append(h("p", { role: "status" }, strings.working));
        } else if (network.links.length === 0) {
            fold.append(h("p", { class: "nothing" }, strings.noNetwork));
        } else {
            this.#draw(network, fold);
            fold.append(this.#table(network));
        }
    }

    #choices() {
        const { strings } = this;
        return h(
            "fieldset",
            { class: "choices" },
            h("legend", { class: "visually-hidden" }, strings.type),
            ENTITY_TYPES.map((type) =>
                h(
                    "label",
                    {},
                    h("input", {
                        type: "checkbox",
                        "data-key": `network-type:${type}`,
                        checked: this.#types.includes(type),
                        onchange: (/** @type {Event} */ event) => {
                            const { checked } = /** @type {HTMLInputElement} */ (event.currentTarget);
                            this.#types = ENTITY_TYPES.filter((other) => (other === type ? checked : this.#types.includes(other)));
                            this.#refresh();
                        },
                    }),
                    h("span", { class: `mark ${type}` }, strings.typesMany[type]),
                ),
            ),
        );
    }

    /**
     * As much of a network as there is room for, without those whom nothing links.
     * @param {NetworkView} network
     * @returns {NetworkView}
     */
    #room({ entities, links }) {
        const most = this.width < LITTLE_ROOM ? FEW_NAMES : NAMES;
        const near = links.filter(({ pair }) => pair[0] < most && pair[1] < most);
        const linked = entities.map((_, n) => n).filter((n) => near.some(({ pair }) => pair.includes(n)));
        return {
            entities: linked.map((n) => entities[n]),
            links: near.map((link) => ({ ...link, pair: /** @type {[number, number]} */ (link.pair.map((n) => linked.indexOf(n))) })),
        };
    }

    /**
     * @param {NetworkView} network
     * @param {HTMLElement} into
     */
    #draw({ entities, links }, into) {
        const { strings } = this;
        const frame = h("div", { class: "network", role: "group", "aria-label": strings.networkLabel(entities.length, links.length) });
        const most = Math.max(...entities.map(({ mentions }) => mentions));
        const nodes = entities.map(({ id, name, type, mentions }, n) => {
            const node = h(
                "button",
                {
                    type: "button",
                    class: `node mark ${type}`,
                    "data-key": `node:${id}`,
                    lang: scriptLanguage(name),
                    title: strings.mentions(mentions),
                    onclick: () => emit(this, "show-entity", { id }),
                    onpointerenter: () => light(n),
                    onpointerleave: () => light(-1),
                    onfocus: () => light(n),
                    onblur: () => light(-1),
                },
                name,
            );
            node.style.setProperty("--weight", String(Math.sqrt(mentions / most)));
            return node;
        });
        frame.append(...nodes);
        into.append(frame);
        // The names are measured as they are set, in whatever font the reader has.
        const room = { width: frame.clientWidth, height: Math.min(Math.max(frame.clientWidth * 0.6, 380), 620) };
        frame.style.height = `${room.height}px`;
        const boxes = nodes.map((node) => ({ width: node.offsetWidth, height: node.offsetHeight }));
        const points = layout(boxes, links, room);
        nodes.forEach((node, n) => {
            node.style.left = `${points[n].x}px`;
            node.style.top = `${points[n].y}px`;
        });
        const strongest = Math.max(...links.map(({ sentences }) => sentences));
        const lines = links.map(({ pair, sentences }) => {
            const line = document.createElementNS(SVG, "line");
            const [from, to] = pair.map((n) => points[n]);
            const width = 1 + (WIDEST_LINK - 1) * Math.sqrt((sentences - 1) / Math.max(strongest - 1, 1));
            const attributes = { x1: from.x, y1: from.y, x2: to.x, y2: to.y, "stroke-width": width };
            for (const [name, value] of Object.entries(attributes)) line.setAttribute(name, value.toFixed(1));
            return line;
        });
        const drawing = document.createElementNS(SVG, "svg");
        drawing.setAttribute("width", String(room.width));
        drawing.setAttribute("height", String(room.height));
        drawing.setAttribute("aria-hidden", "true");
        drawing.append(...lines);
        frame.prepend(drawing);

        /** Shows whom one name is linked with; −1: all alike. @param {number} chosen */
        function light(chosen) {
            const near = new Set([chosen]);
            links.forEach(({ pair }, n) => {
                const touches = pair.includes(chosen);
                if (touches) pair.forEach((end) => near.add(end));
                lines[n].classList.toggle("dim", chosen >= 0 && !touches);
            });
            nodes.forEach((node, n) => node.classList.toggle("dim", chosen >= 0 && !near.has(n)));
        }
    }

    /** @param {NetworkView} network */
    #table({ entities, links }) {
        const { strings } = this;
        const name = (/** @type {number} */ n) =>
            h("span", { class: `mark ${entities[n].type}`, lang: scriptLanguage(entities[n].name) }, entities[n].name);
        return h(
            "table",
            { class: "pairs" },
            h("caption", { class: "visually-hidden" }, strings.network),
            h("thead", {}, h("tr", {}, h("th", { scope: "col" }, strings.pair), h("th", { scope: "col" }, strings.together))),
            h(
                "tbody",
                {},
                links.slice(0, PAIRS).map(({ pair, sentences, documents }) =>
                    h(
                        "tr",
                        {},
                        h(
                            "td",
                            {},
                            h(
                                "button",
                                {
                                    type: "button",
                                    "data-key": `pair:${pair.join()}`,
                                    onclick: () => emit(this, "show-entity", { id: entities[pair[0]].id, beside: entities[pair[1]].id }),
                                },
                                name(pair[0]),
                                ` ${strings.with} `,
                                name(pair[1]),
                            ),
                        ),
                        h("td", {}, `${strings.sentences(sentences)}, ${strings.documents(documents)}`),
                    ),
                ),
            ),
        );
    }
}
