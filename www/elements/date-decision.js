// `<saksi-date>`: where a person corrects when a document was published. Emits `decide` with a decision, `undo-date`
// with the document's identifier, and `save-decisions`.

import { UNKNOWN } from "../decisions.js";
import { isDate, plainDigits } from "../dates.js";
import { emit, h } from "../dom.js";
import { decisionForm } from "./decision-form.js";
import { SaksiElement } from "./element.js";
import { keeping } from "./kept.js";

/** @import { DocumentView } from "../../pkg/reader/saksi.js" */
/** @import { DateDecision } from "../../pkg/full/saksi.js" */

export class DateDecisionElement extends SaksiElement {
    /** @type {DocumentView | undefined} */
    #view;
    /** @type {DateDecision | undefined} */
    #made;
    /** What the form that is drawn is about. */
    #about = "";

    /**
     * @param {DocumentView} [view] nothing, to let go of the one before
     * @param {DateDecision} [made] what is decided about its date so far
     */
    show(view, made) {
        this.#view = view;
        this.#made = made;
        this.update();
    }

    focusSummary() {
        this.querySelector("summary")?.focus({ preventScroll: true });
    }

    /** @override */
    render() {
        const view = this.#view;
        if (!view) {
            this.replaceChildren();
            this.#about = "";
            return;
        }
        const made = this.#made;
        // What is typed about a document stays while the archive grows; what was decided is drawn as it is.
        const about = JSON.stringify([view.id, made]);
        const draw = () => this.#draw(view, made);
        if (about === this.#about) keeping(this, draw);
        else draw();
        this.#about = about;
    }

    /**
     * @param {DocumentView} view
     * @param {DateDecision} [made]
     */
    #draw(view, made) {
        const { strings } = this;
        this.replaceChildren(
            // The core gives the reason with every date but one that is not known.
            made?.date === UNKNOWN ? h("span", { class: "reason" }, strings.correctedToUnknown(made.note ?? "")) : "",
            h(
                "details",
                { class: "correct-date" },
                h("summary", { "data-key": "correct-date" }, strings.correctDate),
                this.#form(view),
                made
                    ? h(
                          "p",
                          { class: "actions" },
                          h(
                              "button",
                              { type: "button", "data-key": "undo-date", onclick: () => emit(this, "undo-date", view.id) },
                              strings.undoDate,
                          ),
                          h(
                              "button",
                              { type: "button", "data-key": "save-decisions", onclick: () => emit(this, "save-decisions") },
                              strings.saveDecisions,
                          ),
                      )
                    : null,
            ),
        );
    }

    /** @param {DocumentView} view */
    #form({ id, title, source, published }) {
        const { strings } = this;
        const hint = "saksi-date-hint";
        const fields = [
            h("p", { class: "hint", id: hint }, strings.dateHint),
            h(
                "label",
                {},
                h("span", {}, strings.published),
                h("input", {
                    type: "text",
                    name: "date",
                    "data-key": "date",
                    value: published?.when.value ?? "",
                    "aria-describedby": hint,
                    autocomplete: "off",
                    spellcheck: "false",
                }),
            ),
            h(
                "label",
                {},
                h("span", {}, strings.dateNote),
                h("input", { type: "text", name: "note", "data-key": "note", value: this.#made?.note ?? "", autocomplete: "off" }),
            ),
        ];
        return decisionForm(strings.apply, fields, (elements) => {
            const field = /** @type {HTMLInputElement} */ (elements.namedItem("date"));
            const date = plainDigits(field.value) || UNKNOWN;
            if (date !== UNKNOWN && !isDate(date)) {
                field.setCustomValidity(strings.noSuchDate);
                field.reportValidity();
                return;
            }
            const note = /** @type {HTMLInputElement} */ (elements.namedItem("note")).value.trim();
            /** @type {DateDecision} */
            const decision = { do: "date", document: id, title: title || source, date, note: note || undefined };
            emit(this, "decide", decision);
        });
    }
}
