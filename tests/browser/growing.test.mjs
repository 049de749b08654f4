// An archive that grows while its files are read, in a real browser: it can be searched, and whoever works in it is left
// where they are. One file is held back until a test lets it go, so that nothing hangs on how fast the others are read.

import assert from "node:assert/strict";
import { test } from "node:test";

import { DOCUMENTS, HELD, archiveOf, browser, emptyWorkbench, filesOf, holdBack, letGo, newPage, openWorkbench, server, useBrowser } from "./harness.mjs";

useBrowser();

/**
 * @param {string} name
 * @param {string} text
 */
const file = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
const heldFile = file(HELD, DOCUMENTS["treason.txt"]);

/**
 * @param {import("playwright-core").Page} page
 * @param {...{ name: string, mimeType: string, buffer: Buffer }} files
 */
const choose = (page, ...files) => page.locator("input[type=file]").setInputFiles(files);

/**
 * Waits until so many of the documents that are being added can be searched.
 * @param {import("playwright-core").Page} page
 * @param {number} count
 */
const searchable = (page, count) =>
    page.locator("saksi-intake .searchable", { hasText: new RegExp(`^${count} documents? can be searched already\\.$`) }).waitFor();

/** @param {import("playwright-core").Page} page */
const summary = (page) => page.locator(".bar .summary").innerText();

/**
 * @param {import("playwright-core").Page} page
 * @param {number} count
 */
const hits = (page, count) => page.waitForFunction((many) => document.querySelectorAll("saksi-results .hit").length === many, count);

/**
 * Keeps which of some elements was ever without what it shows.
 * @param {import("playwright-core").Page} page
 * @param {Record<string, string>} shown what must always be within each element
 */
async function watchBlanks(page, shown) {
    await page.evaluate((all) => {
        /** @type {string[]} */
        const blanks = [];
        Object.assign(globalThis, { blanks });
        for (const [element, within] of Object.entries(all)) {
            const look = () => {
                if (!document.querySelector(`${element} ${within}`)) blanks.push(element);
            };
            look();
            new MutationObserver(look).observe(/** @type {Element} */ (document.querySelector(element)), { childList: true, subtree: true });
        }
    }, shown);
    return () => page.evaluate(() => /** @type {any} */ (globalThis).blanks);
}

test("what has been read is searched while the rest is read, without a request", async () => {
    const { page, context, wrong } = await emptyWorkbench({ held: true });
    const asked = server.requests.length;
    await choose(page, ...filesOf(["arrest.txt", "thailand.txt"]), heldFile);
    await searchable(page, 2);
    assert.match(await page.locator("saksi-intake .words").innerText(), /Reading: 2 of 3 files/);
    assert.match(await summary(page), /Your archive\s*2 documents/);
    assert.ok(await page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true }))), "it is not saved yet");
    await page.fill("saksi-search-box input", "charges");
    await page.locator('saksi-results[data-query="charges"] .hit', { hasText: "Across the border" }).waitFor();
    await page.getByRole("button", { name: /^Names/ }).click();
    await page.locator(".entities button", { hasText: "Chan Dara" }).waitFor();
    await page.getByRole("button", { name: /^Timeline/ }).click();
    await page.locator("saksi-timeline li[data-event]").first().waitFor();
    await page.getByRole("button", { name: /^Search/ }).first().click();
    await page.fill("saksi-search-box input", "treason");
    await hits(page, 1);
    assert.equal(await page.locator("saksi-intake .stop").count(), 1, "the rest is still read");

    await letGo(page);
    await page.getByText("Added 3 documents from 3 files.").waitFor();
    await hits(page, 2);
    assert.equal(await page.locator("saksi-search-box input").inputValue(), "treason");
    assert.deepEqual(server.requests.slice(asked), []);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("lists show what they showed until there is more, as many as were asked for", async () => {
    const { page, context, wrong } = await emptyWorkbench({ held: true });
    const notes = Array.from({ length: 25 }, (_, n) => file(`note-${n}.txt`, `Note ${n} é 😀\n\nPosted on: March ${n + 1}, 2019\n\nPolice arrested Chan Dara in Kampot on ${n + 1} March 2019. Witness ${n} spoke.\n`));
    await choose(page, ...notes);
    await page.getByText("Added 25 documents").waitFor();
    await hits(page, 20);
    await page.locator("saksi-results .more").click();
    await hits(page, 25);
    await page.locator("saksi-results .hit a").nth(22).focus();
    const focused = await page.evaluate(() => document.activeElement?.getAttribute("data-key"));
    const blanks = await watchBlanks(page, { "saksi-results": ".hit", "saksi-facets": ".facet" });
    await choose(page, ...filesOf(["arrest.txt", "thailand.txt"]), heldFile);
    await searchable(page, 2);
    await hits(page, 27);
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-key")), focused);
    assert.deepEqual(await blanks(), []);

    await page.getByRole("button", { name: /^Timeline/ }).click();
    const event = page.locator("saksi-timeline li[data-event]").first();
    await event.locator("button.headline").click();
    await event.locator(".quotes blockquote, .quotes .why").first().waitFor();
    const unfolded = await watchBlanks(page, { "saksi-timeline": ".quotes:not([hidden]) .why" });
    await letGo(page);
    await page.getByText("Added 3 documents from 3 files.").waitFor();
    await page.locator("saksi-timeline li[data-event] h4", { hasText: /Kem Sokha/ }).first().waitFor();
    assert.deepEqual(await unfolded(), []);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("what one types, reads and unfolds is not undone by what comes in", async () => {
    const { page, context, wrong } = await emptyWorkbench({ held: true });
    const long = `${DOCUMENTS["arrest.txt"]}\n${"The court of Kampong Cham spoke of the matter again.\n\n".repeat(200)}`;
    await choose(page, file("long.txt", long));
    await page.getByText("Added 1 document").waitFor();
    await page.locator("saksi-results .hit h3 a").first().click();
    await page.locator("saksi-reader h2").waitFor();
    await page.locator("saksi-date summary").click();
    await page.locator("saksi-date input[name=note]").fill("its postmark é");
    await page.locator("saksi-date input[name=note]").evaluate((input) => /** @type {HTMLInputElement} */ (input).setSelectionRange(3, 3));
    await page.locator(".detail").evaluate((detail) => (detail.scrollTop = 50));
    await choose(page, ...filesOf(["arrest.txt", "thailand.txt"]), heldFile);
    await searchable(page, 2);
    const note = page.locator("saksi-date input[name=note]");
    assert.equal(await note.inputValue(), "its postmark é");
    assert.ok(await note.isVisible());
    assert.ok(await note.evaluate((input) => input === document.activeElement && /** @type {HTMLInputElement} */ (input).selectionStart === 3));
    assert.equal(await page.locator(".detail").evaluate((detail) => detail.scrollTop), 50);

    await page.getByRole("button", { name: /^Names/ }).click();
    await page.locator(".entities button", { hasText: "Chan Dara" }).click();
    await page.locator("saksi-decide summary").click();
    const rename = page.locator('saksi-decide input[data-key="decide:rename"]');
    await rename.fill("Chan D");
    // More of the very entity: its page is drawn anew.
    await letGo(page);
    await page.getByText("Added 3 documents from 3 files.").waitFor();
    await page.locator(".entities button", { hasText: "Kem Sokha" }).waitFor();
    assert.equal(await rename.inputValue(), "Chan D");
    assert.ok(await rename.evaluate((input) => input === document.activeElement));
    await rename.pressSequentially("é");
    await page.keyboard.press("Enter");
    await page.locator("saksi-entity h2", { hasText: "Chan Dé" }).waitFor();
    await page.locator("saksi-decide summary").waitFor();
    assert.equal(await rename.isVisible(), false, "what was decided is not typed any more");
    assert.deepEqual(wrong, []);
    await context.close();
});

test("what is decided while files are read is kept, each of two decisions at once", async () => {
    const { page, context, wrong } = await emptyWorkbench({ held: true });
    await choose(page, ...filesOf(["arrest.txt", "thailand.txt"]), heldFile);
    await searchable(page, 2);
    await page.getByRole("button", { name: /^Names/ }).click();
    await page.locator(".entities button", { hasText: "Chan Dara" }).waitFor();
    await page.evaluate(() => {
        const rename = (/** @type {string} */ type, /** @type {string} */ name, /** @type {string} */ to) =>
            document.querySelector("saksi-entities")?.dispatchEvent(new CustomEvent("decide", { bubbles: true, detail: { do: "rename", entity: { type, name }, name: to } }));
        rename("PER", "Chan Dara", "Chan D. 😀");
        rename("LOC", "Bangkok", "Krung Thep é");
        /** @type {any} */ (globalThis).letGo();
    });
    await page.getByText("Added 3 documents from 3 files.").waitFor();
    for (const name of ["Chan D. 😀", "Krung Thep é", "Kem Sokha"]) await page.locator(".entities button", { hasText: name }).waitFor();
    await page.locator(".decisions li").nth(1).waitFor();
    assert.equal(await page.locator(".decisions li").count(), 2);
    assert.match(await summary(page), /3 documents/);
    assert.equal(await page.locator(".message").count(), 0);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("after a wipe nothing comes back: not what was read, nor what waited to be", async () => {
    const { page, context, wrong } = await emptyWorkbench({ held: true });
    await choose(page, ...filesOf(["arrest.txt", "thailand.txt"]), heldFile);
    await searchable(page, 2);
    await choose(page, file("second.txt", "A second choice\n\nIt waits for the first.\n"));
    await page.getByRole("button", { name: "Wipe" }).click();
    await page.getByText("The archive was dropped").waitFor();
    await letGo(page);
    await choose(page, ...filesOf(["khmer.txt"]));
    await page.getByText("Added 1 document from 1 file.").waitFor();
    assert.match(await summary(page), /Your archive\s*1 document /);
    await hits(page, 1);
    assert.equal(await page.locator(".message").count(), 0);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("a wipe in the middle of a part leaves the page empty", async () => {
    const { page, context, wrong } = await emptyWorkbench({ held: true });
    // As soon as the part is open, before it is drawn.
    await page.evaluate(() => {
        const { postMessage } = Worker.prototype;
        Worker.prototype.postMessage = function (/** @type {any} */ message, /** @type {any} */ transfer) {
            postMessage.call(this, message, transfer);
            if (message.kind === "entities") document.querySelector("saksi-bar")?.dispatchEvent(new CustomEvent("wipe", { bubbles: true }));
        };
    });
    await choose(page, ...filesOf(["arrest.txt"]), heldFile);
    await page.getByText("The archive was dropped").waitFor();
    await letGo(page);
    // What comes after all that was under way.
    await page.evaluate(() => new Promise((later) => setTimeout(later, 500)));
    assert.match(await summary(page), /No archive is open/);
    assert.equal(await page.locator(".start").count(), 1);
    assert.equal(await page.locator("saksi-intake").isVisible(), false);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("stopping keeps what is read, and no part follows", async () => {
    const { page, context, wrong } = await emptyWorkbench({ held: true });
    const asked = server.requests.length;
    await choose(page, ...filesOf(["arrest.txt", "thailand.txt"]), heldFile);
    await searchable(page, 2);
    await page.locator("saksi-intake .stop").click();
    await page.getByText("Stopped. Added 2 documents from 2 files.").waitFor();
    assert.match(await summary(page), /2 documents/);
    await letGo(page);
    await choose(page, ...filesOf(["khmer.txt"]));
    await page.getByText("Added 1 document from 1 file.").waitFor();
    assert.deepEqual(server.requests.slice(asked), []);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("the first part takes the place of the sample, and what was decided about that goes", async () => {
    const { page, context, wrong } = await newPage(browser, server.origin);
    await holdBack(context);
    const sample = Buffer.from(await archiveOf({ "arrest.txt": DOCUMENTS["arrest.txt"] }));
    await page.route("**/www/sample.saksi", (route) => route.fulfill({ body: sample }));
    await openWorkbench(page, server.origin);
    await page.getByRole("button", { name: /^Names/ }).click();
    await page.locator(".entities button", { hasText: "Chan Dara" }).click();
    await page.locator("saksi-decide summary").click();
    await page.locator('saksi-decide input[data-key="decide:rename"]').fill("Chan D. é");
    await page.keyboard.press("Enter");
    await page.locator("saksi-entity h2", { hasText: "Chan D. é" }).waitFor();
    await choose(page, ...filesOf(["arrest.txt", "thailand.txt"]), heldFile);
    await searchable(page, 2);
    assert.match(await summary(page), /Your archive\s*2 documents/);
    await page.locator(".entities button", { hasText: "Chan Dara" }).waitFor();
    assert.equal(await page.locator(".decisions").count(), 0);
    await letGo(page);
    await page.getByText("Added 3 documents from 3 files.").waitFor();
    await page.locator(".entities button", { hasText: "Kem Sokha" }).waitFor();
    assert.equal(await page.locator(".entities button", { hasText: "Chan D. é" }).count(), 0);
    assert.deepEqual(wrong, []);
    await context.close();
});
