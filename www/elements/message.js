// What the page says in a line that one puts away.

import { h } from "../dom.js";

/** The most that are shown at once. */
const MESSAGES = 3;

/**
 * Puts a message below those that are there. What was said before is not said twice, and what is old makes room.
 * @param {Element} messages
 * @param {string} words
 * @param {string} kind its class
 * @param {string} dismiss the words of the button that puts it away
 */
export function putMessage(messages, words, kind, dismiss) {
    for (const old of [...messages.children]) if (old.querySelector("p")?.textContent === words) old.remove();
    while (messages.childElementCount >= MESSAGES) messages.firstElementChild?.remove();
    const message = h(
        "div",
        { class: `message ${kind}` },
        h("p", {}, words),
        h("button", { type: "button", class: "plain", onclick: () => message.remove() }, dismiss),
    );
    messages.append(message);
}
