// What of a person's work is in no file yet: while there is some, the browser asks before the page is left.

import { writeDecisions } from "./decisions.js";

/** @import { Session } from "./session.js" */

/** @param {Event} event */
const ask = (event) => event.preventDefault();

export class Unsaved {
    #documents = false;
    /** The decisions that are in a file. */
    #decisions = writeDecisions([]);

    /** Documents were added. */
    added() {
        this.#documents = true;
    }

    /** @param {Session} session */
    decided({ decisions }) {
        return writeDecisions(decisions) !== this.#decisions;
    }

    /**
     * Counts what a session holds as saved.
     * @param {Session} session
     * @param {boolean} [documents] whether its documents are, or its decisions alone
     */
    saved(session, documents = true) {
        if (documents) this.#documents = false;
        this.#decisions = writeDecisions(session.decisions);
        this.guard(session);
    }

    /**
     * Has the browser ask before the page is left with work that was not saved, and only then.
     * @param {Session} session
     */
    guard(session) {
        if (session.summary && (this.#documents || this.decided(session))) addEventListener("beforeunload", ask);
        else removeEventListener("beforeunload", ask);
    }
}
