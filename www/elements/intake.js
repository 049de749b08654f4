// `<saksi-intake>`: files being added, and what became of them.
//
// Emits `stop` while files are read.

import { emit, h } from "../dom.js";
import { errorInWords } from "../messages.js";
import { SaksiElement } from "./element.js";

/** @import { Progress } from "../analysis-pool.js" */
/** @import { Report } from "../client.js" */

/** How many sources a report names of each kind before it folds the others away, and how many it names at all. */
const FEW = 2;
const NAMED = 200;

export class Intake extends SaksiElement {
    /** @type {Progress | undefined} */
    #progress;
    /** How many of the documents can be searched while the rest is read. */
    #searchable = 0;
    /** @type {Report | undefined} */
    #report;
    /** Whether it was asked to stop, which takes until what was read is put together. */
    #stopping = false;

    /** @override */
    connectedCallback() {
        super.connectedCallback();
        this.setAttribute("aria-live", "polite");
    }

    /** @param {Progress} progress */
    set progress(progress) {
        this.#progress = progress;
        if (progress.done === 0) this.#stopping = false;
        this.#report = undefined;
        this.update();
    }

    /** @param {number} documents */
    set searchable(documents) {
        this.#searchable = documents;
        this.update();
    }

    /** @param {Report | undefined} report */
    set report(report) {
        this.#progress = undefined;
        this.#searchable = 0;
        this.#report = report;
        this.update();
    }

    /** @override */
    render() {
        this.hidden = !this.#progress && !this.#report;
        if (this.#progress) this.#drawProgress(this.#progress);
        else if (this.#report) this.#drawReport(this.#report);
        else this.replaceChildren();
    }

    /** @param {Progress} progress */
    #drawProgress({ done, total, source }) {
        const { strings } = this;
        const bar = this.querySelector("progress");
        const words = done < total && !this.#stopping ? strings.reading(done, total) : strings.joining;
        const searchable = this.#searchable > 0 ? strings.searchable(this.#searchable) : "";
        if (bar) {
            bar.max = total;
            bar.value = done;
            /** @type {Element} */ (this.querySelector(".words")).textContent = words;
            /** @type {Element} */ (this.querySelector(".source")).textContent = source;
            const said = /** @type {Element} */ (this.querySelector(".searchable"));
            // It is read out when it changes, not with every file.
            if (said.textContent !== searchable) said.textContent = searchable;
            /** @type {HTMLButtonElement} */ (this.querySelector("button.stop")).disabled = this.#stopping;
            return;
        }
        this.replaceChildren(
            h(
                "section",
                { class: "panel", "aria-label": strings.analysing },
                h("p", { class: "words" }, words),
                h("p", { class: "searchable" }, searchable),
                h("progress", { max: total, value: done, "aria-label": strings.analysing }),
                h("p", { class: "source hint" }, source),
                h("button", { type: "button", class: "stop", "data-key": "stop", onclick: () => this.#stop() }, strings.stop),
            ),
        );
    }

    #stop() {
        this.#stopping = true;
        this.update();
        emit(this, "stop");
    }

    /** @param {Report} report */
    #drawReport({ added, failed, duplicates, stopped }) {
        const { strings } = this;
        const documents = added.reduce((sum, file) => sum + file.documents, 0);
        const words = [
            stopped ? strings.stopped : "",
            added.length > 0 ? strings.added(documents, added.length) : strings.nothingAdded,
            duplicates.length > 0 ? `${strings.duplicates(duplicates.length)} (${this.#named(duplicates)})` : "",
        ].filter(Boolean);
        const warned = added.filter(({ warnings }) => warnings.length > 0);
        this.replaceChildren(
            h(
                "section",
                { class: failed.length > 0 ? "panel bad" : "panel", "aria-label": strings.analysing },
                h(
                    "div",
                    { class: "report" },
                    h("p", { class: "words" }, words.join(" ")),
                    failed.length > 0 ? this.#drawFailed(failed) : null,
                    warned.length > 0
                        ? h(
                              "details",
                              {},
                              h("summary", {}, strings.warned),
                              h("ul", {}, warned.slice(0, NAMED).flatMap(({ warnings }) => warnings.map((words) => h("li", {}, words)))),
                          )
                        : null,
                ),
                h("button", { type: "button", class: "plain", "data-key": "dismiss", onclick: () => (this.report = undefined) }, strings.dismiss),
            ),
        );
    }

    /** @param {string[]} sources */
    #named(sources) {
        return [...sources.slice(0, FEW), ...(sources.length > FEW ? ["…"] : [])].join(", ");
    }

    /** @param {Report["failed"]} failed */
    #drawFailed(failed) {
        const { strings } = this;
        const item = (/** @type {Report["failed"][number]} */ { source, error }) => {
            const place = error.offset === undefined ? "" : ` (${strings.atByte(error.offset)})`;
            return h(
                "li",
                {},
                h("strong", {}, source),
                `: ${errorInWords(error, strings)}`,
                h("span", { class: "hint" }, ` ${error.message}${place}`),
            );
        };
        return [
            h("p", { class: "failed-count" }, strings.failed(failed.length)),
            h("ul", { class: "failed" }, failed.slice(0, FEW).map(item)),
            failed.length > FEW
                ? h(
                      "details",
                      { class: "failed-more" },
                      h("summary", { "data-key": "failed-more" }, strings.andMore(failed.length - FEW)),
                      h("ul", { class: "failed" }, failed.slice(FEW, NAMED).map(item)),
                  )
                : "",
        ];
    }
}
