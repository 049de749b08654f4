// A sentence quoted from a document: one click from the sentence in its place.

import { dateInWords } from "../dates.js";
import { emit, h, marked, scriptLanguage } from "../dom.js";

/** @import { Quote } from "../../pkg/reader/saksi.js" */
/** @import { Strings } from "../locales/en.js" */

/**
 * The quote with its document. Choosing it makes `owner` emit `open-document` with `{ id, start, end }`.
 * @param {Quote} quote
 * @param {Strings} strings
 * @param {HTMLElement} owner
 */
export function quoted(quote, strings, owner) {
    const { document: id, start, end } = quote;
    return h(
        "figure",
        {},
        h(
            "blockquote",
            { lang: scriptLanguage(quote.text) ?? quote.language },
            h(
                "button",
                {
                    type: "button",
                    class: "quote",
                    title: strings.openAt,
                    "data-key": `quote:${id}:${start}`,
                    onclick: () => emit(owner, "open-document", { id, start, end }),
                },
                marked(quote.text, [quote.trigger]),
            ),
        ),
        h(
            "figcaption",
            { class: "meta" },
            h("cite", { lang: scriptLanguage(quote.title) }, quote.title || quote.source),
            h("span", {}, quote.published ? dateInWords(quote.published, strings) : strings.unknownDate),
        ),
    );
}
