// The workbench in a real browser: searching, reading, names, timeline, by mouse and by keyboard, wide and narrow.

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { DOCUMENTS, ROOT, archiveOf, browser, filesOf, lit, newPage, openWorkbench, scratch, server, useBrowser } from "./harness.mjs";

useBrowser();

/**
 * A workbench whose sample archive holds the tests' own documents.
 * @param {import("playwright-core").BrowserContextOptions} [options]
 * @param {string} [hash]
 */
async function workbench(options = {}, hash = "") {
    const opened = await newPage(browser, server.origin, options);
    const bytes = Buffer.from(await archiveOf(DOCUMENTS));
    await opened.page.route("**/www/sample.saksi", (route) => route.fulfill({ body: bytes, contentType: "application/octet-stream" }));
    await openWorkbench(opened.page, server.origin, hash);
    return opened;
}

/**
 * Types a query and waits for its answer.
 * @param {import("playwright-core").Page} page
 * @param {string} query
 * @param {number} expected how many documents match
 */
async function search(page, query, expected) {
    await page.fill("saksi-search-box input", query);
    await page.waitForFunction(
        ([asked, count]) => {
            const results = document.querySelector("saksi-results");
            const shown = results?.querySelector(".count")?.textContent?.split(",")[0];
            return results?.getAttribute("data-query") === asked && shown === count;
        },
        [query, `${expected} document${expected === 1 ? "" : "s"}`],
    );
}

/** @param {import("playwright-core").Page} page */
function titles(page) {
    return page.locator("saksi-results .hit h3").allTextContents();
}

/** @param {string} text */
const flat = (text) => text.replace(/\s+/g, " ").trim();

/**
 * Whether a lit passage stands within what is seen.
 * @param {import("playwright-core").Page} page
 */
function passageInView(page) {
    return page.waitForFunction(() => {
        const [range] = CSS.highlights.get("saksi-passage") ?? [];
        if (!range) return false;
        const { top, bottom } = /** @type {Range} */ (range).getBoundingClientRect();
        return bottom > 0 && top < innerHeight;
    });
}

test("the page opens its sample archive", async () => {
    if (!existsSync(join(ROOT, "www/sample.saksi"))) {
        console.log("www/sample.saksi is absent (make sample): passed over");
        return;
    }
    const { page, context, wrong } = await newPage(browser, server.origin);
    await openWorkbench(page, server.origin);
    await page.waitForSelector("saksi-results .hit");
    assert.match(await page.locator(".bar .summary").innerText(), /Sample archive\s*\d+ documents · \d+ names · \d+ events/);
    assert.match(await page.locator("footer").innerText(), /nothing is sent anywhere/);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("a page hosted without a sample begins empty and says what to do", async () => {
    const { page, context } = await newPage(browser, server.origin);
    await page.route("**/www/sample.saksi", (route) => route.fulfill({ status: 404, body: "" }));
    await openWorkbench(page, server.origin);
    assert.match(await page.locator(".start").innerText(), /Drop documents here/);
    assert.equal(await page.locator(".message").count(), 0);
    await context.close();
});

test("searching as one types, in English and Khmer", async () => {
    const { page, context, wrong } = await workbench();
    await page.waitForSelector("saksi-results .hit");
    assert.equal((await titles(page)).length, 4, "without a query every document is listed");

    // A name is found under its other names too; in quotation marks, as it stands.
    await search(page, '"Kem Sokha"', 1);
    assert.deepEqual(await titles(page), ["A note on the treason trial"]);
    await search(page, "Kem Sokha", 2);
    assert.deepEqual(await titles(page), ["A note on the treason trial", "សេចក្តីថ្លែងការណ៍ស្តីពីការចាប់ខ្លួន"]);
    await search(page, "កឹម សុខា", 2);
    assert.deepEqual(await titles(page), ["សេចក្តីថ្លែងការណ៍ស្តីពីការចាប់ខ្លួន", "A note on the treason trial"]);
    const marks = await page.locator("saksi-results mark").allTextContents();
    assert.ok(marks.length > 0 && marks.every((mark) => "កឹម សុខា Kem Sokha".includes(mark)), marks.join("|"));
    await search(page, '"treason"', 2);
    await search(page, '"treason" -Thailand', 1);
    assert.deepEqual(await titles(page), ["A note on the treason trial"]);
    await search(page, "nowhere-to-be-found", 0);
    assert.match(await page.locator(".nothing").innerText(), /Nothing was found/);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("a name is found however its words are joined", async () => {
    const { page, context } = await workbench();
    await search(page, "លោកកឹម-សុខា", 2);
    assert.deepEqual((await titles(page))[0], "សេចក្តីថ្លែងការណ៍ស្តីពីការចាប់ខ្លួន");
    await context.close();
});

test("a hit lands on its passage, lit and in view", async () => {
    const { page, context, wrong } = await workbench();
    await search(page, "lawyer bail", 1);
    const link = page.locator("saksi-results .snippet a").first();
    // Dots say where the passage was cut; they are not part of it.
    const expected = flat(await link.innerText()).replace(/^… | …$/g, "");
    await link.click();
    await passageInView(page);
    const [passage] = await lit(page, "saksi-passage");
    assert.equal(flat(passage), expected);
    const words = await lit(page, "saksi-word");
    assert.deepEqual(words.map((word) => word.toLowerCase()), ["lawyer", "bail"]);
    assert.match(String(await link.getAttribute("href")), /^#doc=[0-9a-f-]+&at=\d+-\d+$/);
    assert.equal(new URL(page.url()).hash, "", "the address tells nothing");
    assert.deepEqual(wrong, []);
    await context.close();
});

test("offsets are right behind é, an emoji and Khmer", async () => {
    const { page, context } = await workbench();
    await search(page, "ដោះលែង", 1);
    await page.locator("saksi-results .snippet a").first().click();
    await passageInView(page);
    assert.deepEqual((await lit(page, "saksi-word")).join(""), "ដោះលែង");
    const text = await page.locator("saksi-reader article").evaluate((article) => article.textContent);
    assert.equal(text, DOCUMENTS["khmer.txt"], "the text is shown as it is, no character more or less");
    assert.equal(await page.locator("saksi-reader article").getAttribute("lang"), "km");

    await search(page, "policiers", 1);
    await page.locator("saksi-results .snippet a").first().click();
    await page.waitForFunction(() => [...(CSS.highlights.get("saksi-word") ?? [])].map(String).join() === "policiers");
    await context.close();
});

test("a date in the text says what it is and why", async () => {
    const { page, context } = await workbench();
    await search(page, "bail", 1);
    await page.locator("saksi-results .hit h3 a").click();
    const date = page.locator("saksi-reader .text .mark.DATE", { hasText: "12 March 2019" });
    await date.click();
    const card = page.locator("saksi-card");
    await card.waitFor();
    const words = await card.innerText();
    for (const part of ["12 March 2019", "a day", "2019-03-12"]) assert.ok(words.includes(part), `${part} in ${words}`);
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "hidden" });
    await date.click();
    await card.getByRole("button", { name: "Documents that tell of this time" }).click();
    await page.locator("saksi-filter-chips .chip", { hasText: "tells of 12 March 2019" }).waitFor();
    await page.waitForFunction(() => document.querySelectorAll("saksi-results .hit").length === 1);
    await context.close();
});

test("a name in the text leads to who it is, and to every document that names them", async () => {
    const { page, context } = await workbench();
    await search(page, "bail", 1);
    await page.locator("saksi-results .hit h3 a").click();
    await page.locator("saksi-reader .text .mark.PER", { hasText: "Chan Dara" }).first().click();
    const card = page.locator("saksi-card");
    await card.locator(".card-more .meta").waitFor();
    assert.match(await card.innerText(), /Person\s+Chan Dara/);
    await card.getByRole("button", { name: "All about it" }).click();
    const entity = page.locator("saksi-entity");
    await entity.locator("h2", { hasText: "Chan Dara" }).waitFor();
    assert.match(await entity.innerText(), /Teacher arrested in Kampong Cham/);
    await entity.getByRole("button", { name: "Search for it" }).click();
    await page.locator("saksi-filter-chips .chip", { hasText: "Chan Dara" }).waitFor();
    await page.waitForFunction(() => document.querySelectorAll("saksi-results .hit").length === 1);
    await page.locator("saksi-filter-chips .chip").click();
    await page.waitForFunction(() => document.querySelectorAll("saksi-results .hit").length === 4);
    await context.close();
});

test("facets narrow the search and can be taken back", async () => {
    const { page, context } = await workbench();
    await page.locator("saksi-facets button", { hasText: "Khmer" }).click();
    await page.waitForFunction(() => document.querySelectorAll("saksi-results .hit").length === 1);
    assert.equal(new URL(page.url()).hash, "", "the address tells nothing");
    await page.goBack();
    await page.waitForFunction(() => document.querySelectorAll("saksi-results .hit").length === 4);
    await page.locator("saksi-facets button", { hasText: "March 2019" }).click();
    await page.locator("saksi-filter-chips .chip").waitFor();
    assert.ok((await titles(page)).every((title) => !title.includes("Thailand")));
    await context.close();
});

test("from an event to its quote to its sentence", async () => {
    const { page, context, wrong } = await workbench();
    await page.getByRole("button", { name: "Timeline" }).click();
    const event = page.locator(".event", { has: page.locator(".tag", { hasText: "Arrest" }), hasText: "12 March 2019" }).first();
    await event.locator(".headline").click();
    const quote = event.locator(".quote").first();
    await quote.waitFor();
    const expected = flat(await quote.innerText());
    assert.match(expected, /^Police arrested Chan Dara/);
    await quote.click();
    await passageInView(page);
    const [passage] = await lit(page, "saksi-passage");
    assert.equal(flat(passage), expected);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("the words of a timeline's filter are found in every form, name and language", async () => {
    const { page, context, wrong } = await workbench();
    await page.getByRole("button", { name: "Timeline" }).click();
    const headlines = async (/** @type {string} */ words, /** @type {number} */ count) => {
        await page.locator("saksi-timeline input[type=search]").fill(words);
        await page.waitForFunction((n) => document.querySelectorAll(".event .headline").length === n, count);
        return (await page.locator(".event .headline").allInnerTexts()).join();
    };
    assert.match(await headlines("charged", 1), /^Charge against/);
    assert.match(await headlines("កឹម", 2), /Trial of Kem Sokha/);
    assert.match(await headlines("ចាប់ខ្លួន កឹម", 1), /^Arrest of Kem Sokha/);
    await headlines("chargedx", 0);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("the timeline is drawn, a dot for a day, and what is drawn is in the list", async () => {
    const { page, context } = await workbench({}, "#timeline");
    const drawn = page.locator(".placed");
    await drawn.first().waitFor();
    assert.ok((await page.locator(".placed .dot").count()) > 0);
    assert.match(await page.locator(".plot").getAttribute("aria-label"), /Chart of \d+ dated events?, 20\d\d to 20\d\d/);
    const id = await drawn.first().getAttribute("data-event");
    await drawn.first().locator(".dot, .stretch").click();
    await page.waitForSelector(`.event[data-event="${id}"] .quote`);
    await page.getByLabel("Filter by words").fill("no such event");
    await page.getByText("No events were found.").waitFor();
    await page.getByLabel("Filter by words").fill("dara");
    await page.waitForFunction(() => document.querySelectorAll(".event").length > 0);
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), "INPUT", "the field keeps the focus");
    await context.close();
});

test("names are listed, filtered by what they are and how they are written", async () => {
    const { page, context } = await workbench({}, "#entities");
    await page.locator(".entities li").first().waitFor();
    await page.getByLabel("Type").selectOption("PER");
    await page.getByLabel("Filter names").fill("dara");
    await page.waitForFunction(() => document.querySelectorAll(".entities li").length === 1);
    await page.locator(".entities button").click();
    await page.locator("saksi-entity h2", { hasText: "Chan Dara" }).waitFor();
    await context.close();
});

test("an entity's page says with whom it is named, and in which sentences", async () => {
    const { page, context, wrong } = await workbench({}, "#entities");
    await page.locator("saksi-network summary").click();
    await page.locator(".network .node", { hasText: "Chan Dara" }).waitFor();
    assert.match(await page.locator(".network").getAttribute("aria-label"), /Drawing of \d+ names and \d+ pairs?/);
    await page.locator(".pairs button", { hasText: "Chan Dara" }).first().click();
    const entity = page.locator("saksi-entity");
    await entity.locator(".companions .current").waitFor();
    const [first, second] = (await page.locator(".pairs button", { hasText: "Chan Dara" }).first().innerText()).split(" with ");
    const quote = entity.locator(".quote").first();
    await quote.waitFor();
    assert.ok([first, second].includes(flat(await entity.locator("h2").innerText())));
    const words = flat(await quote.innerText());
    assert.ok(words.includes(first.trim()) && words.includes(second.trim()), words);
    await entity.locator("[data-key=all-passages]").click();
    await page.waitForFunction(() => !document.querySelector("saksi-entity .companions .current"));
    await entity.locator(".quote").first().click();
    await passageInView(page);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("what a person decides about a name holds, can be taken back, saved, and added again", async () => {
    const { page, context, wrong } = await workbench({}, "#entities");
    const names = () => page.locator(".entities .entity-name").allInnerTexts();
    await page.locator(".entities button", { hasText: "Chan Dara" }).click();
    const decide = page.locator("saksi-decide");
    const open = () => decide.locator("summary").click();
    await open();
    const rename = decide.locator("form").nth(1);
    await rename.locator("input").fill("Chan Dara សុខា 😀");
    await rename.locator("button").click();
    await page.locator("saksi-entity h2", { hasText: "Chan Dara សុខា 😀" }).waitFor();
    await page.locator("saksi-decisions li", { hasText: "Chan Dara is called Chan Dara សុខា 😀." }).waitFor();
    assert.ok((await names()).includes("Chan Dara សុខា 😀"));

    await open();
    await decide.getByRole("button", { name: "This is no name" }).click();
    await page.locator("saksi-decisions li").nth(1).waitFor();
    await page.locator("saksi-entity").waitFor({ state: "detached" });
    assert.ok(!(await names()).some((name) => name.startsWith("Chan Dara")));
    await page.getByRole("button", { name: "Take back the last" }).click();
    await page.waitForFunction(() => document.querySelectorAll("saksi-decisions li").length === 1);
    assert.ok((await names()).includes("Chan Dara សុខា 😀"));

    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save decisions" }).click()]);
    const file = { name: "archive-decisions.json", mimeType: "application/json", buffer: readFileSync(await download.path()) };
    await page.getByRole("button", { name: "Take back the last" }).click();
    await page.locator("saksi-decisions li").waitFor({ state: "detached" });
    assert.ok((await names()).includes("Chan Dara"));
    await page.locator("input[type=file]").setInputFiles(file);
    await page.locator("saksi-decisions li").waitFor();
    assert.ok((await names()).includes("Chan Dara សុខា 😀"));
    assert.deepEqual(wrong, []);
    await context.close();
});

test("a decision that changes nothing is told of and not kept", async () => {
    const { page, context, wrong } = await workbench({}, "#entities");
    await page.locator(".entities button", { hasText: /Kem Sokha|កឹម សុខា/ }).first().click();
    await page.locator("saksi-decide summary").click();
    const split = page.locator("saksi-decide form.split");
    for (const box of await split.locator("input").all()) await box.check();
    await split.locator("button").click();
    await page.getByText("A decision changed nothing").waitFor();
    await page.waitForFunction(() => document.querySelectorAll("saksi-decisions li").length === 0);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("names that may be one are shown with the reason; what one answers is kept", async () => {
    const { page, context, wrong } = await workbench({}, "#entities");
    const text = (/** @type {string} */ name, /** @type {string} */ words) => ({ name, mimeType: "text/plain", buffer: Buffer.from(words) });
    await page.locator("input[type=file]").setInputFiles([
        text("one.txt", "Posted on: March 14, 2019\n\nKuy Sarin spoke in Kampot. Kuy Sarin met the Lantern Party. Mr Sarin left.\n"),
        text("two.txt", "Posted on: March 15, 2019\n\nKuy Sarrin 😀 was jailed in Kampot. The Lanterns Party wept.\n"),
    ]);
    const alike = page.locator("saksi-entities saksi-alike");
    await alike.locator("summary", { hasText: "Perhaps one and the same: 2" }).click();
    const slip = alike.locator("li", { hasText: "Kuy Sarrin" });
    assert.match(flat(await slip.innerText()), /Kuy Sarin ×3 · Kuy Sarrin ×1 a letter doubled or two letters exchanged; each is named beside Kampot/);

    const other = alike.locator("li", { hasText: "Lanterns Party" });
    await other.getByRole("button", { name: "Not the same" }).click();
    await alike.locator("summary", { hasText: "Perhaps one and the same: 1" }).waitFor();
    assert.match(await page.locator("saksi-decisions").innerText(), /Party and .* Party are two\./);

    // An entity's own page has those that are about it.
    await slip.getByRole("button", { name: "Kuy Sarrin", exact: true }).click();
    const own = page.locator("saksi-entity saksi-alike");
    await own.locator("li").getByRole("button", { name: /^The same/ }).click();
    await page.locator("saksi-decisions li").nth(1).waitFor();
    await page.locator("saksi-entity h2", { hasText: /^Kuy Sarin$/ }).waitFor();
    await alike.locator("summary").waitFor({ state: "detached" });
    const names = await page.locator(".entities .entity-name").allInnerTexts();
    assert.ok(names.includes("Kuy Sarin") && !names.includes("Kuy Sarrin"), names.join());

    // Taken back, it is asked again.
    await page.getByRole("button", { name: "Take back the last" }).click();
    await alike.locator("summary", { hasText: "Perhaps one and the same: 1" }).waitFor();
    assert.deepEqual(wrong, []);
    await context.close();
});

test("of two names that a person calls one, the one named more often stays; another type is not offered", async () => {
    const { page, context, wrong } = await workbench({}, "#entities");
    const text = (/** @type {string} */ name, /** @type {string} */ words) => ({ name, mimeType: "text/plain", buffer: Buffer.from(words) });
    await page.locator("input[type=file]").setInputFiles([
        text("one.txt", "Posted on: March 14, 2019\n\nKuy Sarin spoke in Kampot. Kuy Sarin met the Lantern Party. Mr Sarin left.\n"),
        text("two.txt", "Posted on: March 15, 2019\n\nKuy Sarrin 😀 was jailed in Kampot.\n"),
    ]);
    await page.locator(".entities button", { hasText: "Kuy Sarrin" }).click();
    await page.locator("saksi-decide summary").click();
    const merge = page.locator("saksi-decide form").first();
    const input = merge.locator("input");
    await input.fill("Kampot");
    await merge.locator("button").click();
    assert.match(await input.evaluate((field) => /** @type {HTMLInputElement} */ (field).validationMessage), /another type: Place/);
    assert.equal(await merge.locator("option[value=Kampot]").count(), 0);

    // A name that another has is asked about before it is given.
    const rename = page.locator("saksi-decide form").nth(1);
    await rename.locator("input").fill("Kuy Sarin");
    await rename.getByRole("button", { name: "Apply" }).click();
    await rename.getByText("has this name already").waitFor();
    assert.equal(await page.locator("saksi-decisions li").count(), 0);

    await input.fill("Kuy Sarin");
    await merge.getByText("Both will be called Kuy Sarin (3 mentions).").waitFor();
    await merge.locator("button").click();
    await page.locator("saksi-decisions li", { hasText: "Kuy Sarrin is the same as Kuy Sarin." }).waitFor();
    await page.locator("saksi-entity h2", { hasText: /^Kuy Sarin$/ }).waitFor();
    const names = await page.locator(".entities .entity-name").allInnerTexts();
    assert.ok(names.includes("Kuy Sarin") && !names.includes("Kuy Sarrin"), names.join());
    assert.deepEqual(wrong, []);
    await context.close();
});

test("by keyboard alone: search, open, walk the marks, go back to where one was", async () => {
    const { page, context } = await workbench();
    await page.waitForSelector("saksi-results .hit");
    const focused = () => page.evaluate(() => /** @type {Element} */ (document.activeElement).cloneNode(false).outerHTML);
    await page.keyboard.press("/");
    await page.keyboard.type("bail");
    await page.waitForFunction(() => document.querySelectorAll("saksi-results .hit").length === 1);
    await page.keyboard.press("Enter");
    assert.match(await focused(), /data-key="hit:[0-9a-f-]+"/);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await passageInView(page);
    assert.equal(await page.evaluate(() => document.activeElement?.matches("p.landed")), true, "the focus is at the passage");
    await page.keyboard.press("Tab");
    const first = await focused();
    assert.match(first, /data-at/);
    await page.keyboard.press("ArrowRight");
    assert.notEqual(await focused(), first);
    await page.keyboard.press("Enter");
    await page.locator("saksi-card").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("saksi-card").waitFor({ state: "hidden" });
    assert.match(await focused(), /data-at/, "the focus is back at the mark");
    await page.keyboard.press("Escape");
    await page.locator("saksi-reader").waitFor({ state: "detached" });
    assert.match(await focused(), /data-key="hit:[0-9a-f-]+:0"/, "the focus is back at the hit");
    await context.close();
});

test("a link to a passage lands on it, and Back goes back", async () => {
    const { page, context } = await workbench();
    await search(page, "bail", 1);
    const link = page.locator("saksi-results .snippet a").first();
    const hash = `#q=bail&${String(await link.getAttribute("href")).slice(1)}`;
    await link.click();
    await passageInView(page);
    const expected = await lit(page, "saksi-passage");
    await page.goBack();
    await page.locator("saksi-reader").waitFor({ state: "detached" });
    await context.close();

    const again = await workbench({}, hash);
    await passageInView(again.page);
    assert.deepEqual(await lit(again.page, "saksi-passage"), expected);
    assert.equal(await again.page.locator("saksi-search-box input").inputValue(), "bail");
    await again.context.close();

    const lost = await workbench({}, "#doc=0123456789ab");
    await lost.page.getByText("This archive does not hold that.").waitFor();
    await lost.context.close();
});

test("on a telephone nothing is wider than the screen", async () => {
    const { page, context } = await workbench({ viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true });
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await page.waitForSelector("saksi-results .hit");
    assert.equal(await overflow(), 0, "results");
    const strip = await page.evaluate(() => {
        scrollTo(0, document.documentElement.scrollHeight);
        const leave = /** @type {Element} */ (document.querySelector(".leave")).getBoundingClientRect();
        const footer = /** @type {Element} */ (document.querySelector("footer")).getBoundingClientRect();
        return { width: leave.width, covered: footer.bottom - leave.top };
    });
    assert.equal(strip.width, 320, "the way out has a strip of its own");
    assert.ok(strip.covered <= 1, "and the page ends above it");
    await page.evaluate(() => scrollTo(0, 0));
    await search(page, "Dara", 1);
    await page.locator("saksi-results .snippet a").first().click();
    await passageInView(page);
    assert.equal(await overflow(), 0, "reader");
    await page.locator("saksi-reader .text .mark").first().click();
    await page.locator("saksi-card").waitFor();
    assert.equal(await overflow(), 0, "card");
    for (const view of ["Timeline", "Names"]) {
        await page.getByRole("button", { name: view, exact: true }).click();
        await page.waitForSelector(view === "Timeline" ? ".event" : ".entities li");
        assert.equal(await overflow(), 0, view);
    }
    await page.getByRole("button", { name: "ខ្មែរ" }).click();
    await page.waitForFunction(() => document.documentElement.lang === "km");
    assert.equal(await overflow(), 0, "in Khmer");
    await context.close();
});

test("the interface in Khmer", async () => {
    const { page, context, wrong } = await workbench({ locale: "km-KH" });
    assert.equal(await page.getAttribute("html", "lang"), "km");
    await page.getByRole("button", { name: "កាលប្បវត្តិ" }).click();
    await page.waitForSelector(".event");
    await page.locator(".event-when", { hasText: "12 មីនា 2019" }).first().waitFor();
    const lineHeight = await page.evaluate(() => {
        const style = getComputedStyle(/** @type {Element} */ (document.querySelector("saksi-timeline")));
        return Number.parseFloat(style.lineHeight) / Number.parseFloat(style.fontSize);
    });
    assert.ok(lineHeight >= 1.8, `line height ${lineHeight}`);
    await page.getByRole("button", { name: "EN English" }).click();
    await page.getByRole("button", { name: "Timeline" }).waitFor();
    assert.deepEqual(wrong, []);
    await context.close();
});

test("after loading, nothing is requested, whatever one does", async () => {
    const { page, context, wrong, requests } = await workbench();
    await page.waitForSelector("saksi-results .hit");
    await page.evaluate(() => document.fonts.ready);
    const asked = server.requests.length;
    const sent = requests.length;

    await search(page, "Kem Sokha", 2);
    await page.locator("saksi-results .snippet a").first().click();
    await passageInView(page);
    await page.locator("saksi-reader .text .mark").first().click();
    await page.getByRole("button", { name: "Timeline" }).click();
    await page.locator(".headline").first().click();
    await page.locator(".quote").first().click();
    await passageInView(page);
    await page.getByRole("button", { name: "Names" }).click();
    await page.locator(".entities button").first().click();
    await page.locator("saksi-entity h2").waitFor();
    await page.locator("input[type=file]").setInputFiles(filesOf());
    await page.getByText("Added 4 documents from 4 files.").waitFor();
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await search(page, "court", 2);
    await page.getByRole("button", { name: "ខ្មែរ" }).click();
    await page.waitForFunction(() => document.documentElement.lang === "km");

    assert.deepEqual(server.requests.slice(asked), []);
    assert.deepEqual(requests.slice(sent), []);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("one's own documents leave nothing in the address, and Back still works", async () => {
    const { page, context } = await workbench();
    await page.locator("input[type=file]").setInputFiles(filesOf());
    await page.getByText("Added 4 documents from 4 files.").waitFor();
    await search(page, "bail", 1);
    await page.locator("saksi-results .snippet a").first().click();
    await passageInView(page);
    assert.equal(new URL(page.url()).hash, "");
    await page.goBack();
    await page.locator("saksi-reader").waitFor({ state: "detached" });
    assert.equal(await page.locator("saksi-search-box input").inputValue(), "bail");
    await context.close();
});

test("wiping drops everything; leaving leaves no text behind", async () => {
    const { page, context } = await workbench();
    await search(page, "bail", 1);
    await page.locator("saksi-results .snippet a").first().click();
    await passageInView(page);
    await page.getByRole("button", { name: "Wipe" }).click();
    await page.getByText("The archive was dropped").waitFor();
    const left = await page.evaluate(() => document.documentElement.outerHTML + location.hash);
    for (const word of ["Dara", "bail", "#doc"]) assert.ok(!left.includes(word), word);
    // And the page is of use again: with what is in no sample.
    const own = { name: "own.txt", mimeType: "text/plain", buffer: Buffer.from("Notes\n\nThe vigil of Mondulkiri was broken up.") };
    await page.locator("input[type=file]").setInputFiles([own]);
    await page.getByText("Added 1 document from 1 file.").waitFor();
    await search(page, "vigil", 1);

    await page.getByRole("button", { name: "Leave" }).click();
    await page.waitForURL("about:blank");
    await page.goBack();
    await page.waitForSelector("saksi-workbench[ready]");
    const back = await page.evaluate(() => document.documentElement.outerHTML);
    assert.ok(!/vigil|Mondulkiri/.test(back), "what was read is not there again");
    await context.close();
});

test("pressing Shift three times leaves", async () => {
    const { page, context } = await workbench();
    await page.waitForSelector("saksi-results .hit");
    for (let times = 0; times < 3; times += 1) await page.keyboard.press("Shift");
    await page.waitForURL("about:blank");
    await context.close();
});

test("where WebAssembly is switched off, the page says so and what to do", async () => {
    const { page, context } = await newPage(browser, server.origin);
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
    await page.goto(`${server.origin}/www/`);
    await page.getByText("WebAssembly switched off").waitFor();
    await context.close();
});

test("a hostile document stays text", async () => {
    const hostile = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>\n\nThe word hostility stands here. javascript:alert(1) ${"&lt;b&gt;"}\n`;
    const folder = scratch("hostile");
    writeFileSync(join(folder, "<b>name.txt"), hostile);
    const { page, context, wrong } = await workbench();
    await page.locator("input[type=file]").setInputFiles([join(folder, "<b>name.txt")]);
    await page.getByText("Added 1 document from 1 file.").waitFor();
    await search(page, "hostility", 1);
    await page.locator("saksi-results .hit h3 a").click();
    await page.locator("saksi-reader article").waitFor();
    assert.equal(await page.evaluate(() => "hacked" in window), false);
    assert.equal(await page.locator("saksi-workbench img, saksi-workbench script, saksi-workbench b").count(), 0);
    assert.deepEqual(wrong, []);
    await context.close();
});
