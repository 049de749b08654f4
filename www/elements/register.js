// Gives the elements that the workbench and the widget share their names.

import { Card } from "./card.js";
import { Facets, FilterChips } from "./facets.js";
import { Reader } from "./reader.js";
import { Results } from "./results.js";
import { SearchBox } from "./search-box.js";
import { TimelineChart } from "./timeline-chart.js";
import { Timeline } from "./timeline.js";

/**
 * Names elements, unless another copy of this module has done so on this page.
 * @param {Record<string, CustomElementConstructor>} elements
 */
export function register(elements) {
    for (const [name, element] of Object.entries(elements)) {
        if (!customElements.get(name)) customElements.define(name, element);
    }
}

register({
    "saksi-search-box": SearchBox,
    "saksi-results": Results,
    "saksi-facets": Facets,
    "saksi-filter-chips": FilterChips,
    "saksi-card": Card,
    "saksi-reader": Reader,
    "saksi-timeline-chart": TimelineChart,
    "saksi-timeline": Timeline,
});
