// Searching in the page: how a query was read, what was meant, other names, order, near copies, and what is left behind.

import assert from "node:assert/strict";
import { test } from "node:test";

import { DOCUMENTS, archiveOf, browser, newPage, openWorkbench, server, useBrowser } from "./harness.mjs";

useBrowser();

const story = Array.from({ length: 60 }, (_, n) => `detail${(n * 37) % 101}`).join(" ");
const TEXTS = {
    ...DOCUMENTS,
    "names.txt": `Two names\n\nPosted on: May 2, 2018\n\nKem Sokha (កឹម សុខា) spoke to reporters in Phnom Penh.\n`,
    "wire.txt": `Harbour closed\n\nPosted on: June 1, 2021\n\nThe harbour of Kampot was closed. ${story}.\n`,
    "reprint.txt": `Reprinted: harbour closed\n\nPosted on: June 3, 2021\n\nThe harbour of Kampot was closed. ${story}. From a wire.\n`,
};

/** @param {import("playwright-core").BrowserContextOptions} [options] */
async function workbench(options = {}, hash = "") {
    const opened = await newPage(browser, server.origin, options);
    const bytes = Buffer.from(await archiveOf(TEXTS));
    await opened.page.route("**/www/sample.saksi", (route) => route.fulfill({ body: bytes, contentType: "application/octet-stream" }));
    await openWorkbench(opened.page, server.origin, hash);
    return opened;
}

/**
 * @param {import("playwright-core").Page} page
 * @param {string} query
 */
async function search(page, query) {
    await page.fill("saksi-search-box input", query);
    await page.locator(`saksi-results[data-query=${JSON.stringify(query)}]`).waitFor();
}

/** @param {import("playwright-core").Page} page */
const titles = (page) => page.locator("saksi-results .hit h3").allTextContents();

test("how a query was read is told where it is not as typed", async () => {
    const { page, context, wrong } = await workbench();
    await search(page, "the teacher of Kampong Cham");
    await page.locator(".understood", { hasText: "teacher Kampong Cham" }).waitFor();
    await search(page, "teacher before:soon");
    await page.getByText("it is no date that is understood. Write 2019, 2019-03, 2019-03-12").waitFor();
    await search(page, "teacher lang:zz");
    await page.getByText("it is not understood").waitFor();
    await search(page, 'teacher "arrested in');
    await page.getByText("A quotation mark is not closed").waitFor();
    await search(page, "(teacher");
    await page.getByText("A parenthesis is not closed").waitFor();
    await search(page, "teacher harbourless");
    await page.getByText("No document has all of this").waitFor();
    await search(page, "🙂");
    await page.getByText("There is no word in this to look for.").waitFor();
    await search(page, "(teacher OR harbour) -Kampot");
    assert.deepEqual(await titles(page), ["Teacher arrested in Kampong Cham"]);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("what was meant is offered, or used where nothing matches", async () => {
    const { page, context } = await workbench();
    await search(page, "treeson");
    await page.locator(".corrected", { hasText: "Searched for treason" }).waitFor();
    assert.equal((await titles(page)).length, 2);
    await search(page, "Bangkok treeson");
    await page.locator(".suggestion button").click();
    await page.locator('saksi-results[data-query="Bangkok treason"]').waitFor();
    assert.equal(await page.locator("saksi-search-box input").inputValue(), "Bangkok treason");
    await context.close();
});

test("a name is found by its other names, and not where that is switched off", async () => {
    const { page, context } = await workbench();
    await search(page, "Kem Sokha");
    await page.locator(".expanded", { hasText: "កឹម សុខា" }).waitFor();
    assert.ok((await titles(page)).includes("សេចក្តីថ្លែងការណ៍ស្តីពីការចាប់ខ្លួន"));
    await page.getByLabel("Find other names of the same").uncheck();
    await page.locator(".expanded").waitFor({ state: "detached" });
    assert.ok(!(await titles(page)).includes("សេចក្តីថ្លែងការណ៍ស្តីពីការចាប់ខ្លួន"));
    await page.getByLabel("Find other names of the same").check();
    await page.locator(".expanded").waitFor();
    await context.close();
});

test("hits come in the order that is chosen", async () => {
    const { page, context } = await workbench();
    await search(page, "treason");
    await page.getByLabel("Order").selectOption("newest");
    await page.locator(".count", { hasText: "latest first" }).waitFor();
    assert.deepEqual(await titles(page), ["Across the border", "A note on the treason trial"]);
    await page.getByLabel("Order").selectOption("oldest");
    await page.locator(".count", { hasText: "earliest first" }).waitFor();
    assert.deepEqual(await titles(page), ["A note on the treason trial", "Across the border"]);
    await context.close();
});

test("near copies are folded into one hit, and each opens", async () => {
    const { page, context } = await workbench();
    await search(page, "harbour");
    assert.equal(await page.locator(".count").first().innerText(), "2 documents, best first");
    assert.equal((await titles(page)).length, 1);
    await page.locator(".copies summary", { hasText: "and 1 near copy" }).click();
    const copy = page.locator(".copies a");
    const title = await copy.innerText();
    await copy.click();
    await page.locator("saksi-reader h2", { hasText: title }).waitFor();
    await context.close();
});

test("events told narrow a search", async () => {
    const { page, context } = await workbench();
    await page.locator("[data-facet=events] button", { hasText: "Arrest" }).click();
    await page.locator("saksi-filter-chips .chip", { hasText: "Arrest" }).waitFor();
    await page.waitForFunction(() => document.querySelectorAll("saksi-results .hit").length < 6);
    await context.close();
});

test("a short help teaches the query language, in both languages", async () => {
    const { page, context } = await workbench();
    await page.getByRole("button", { name: "What you can type" }).click();
    const help = page.locator(".query-help");
    await help.waitFor();
    assert.ok((await help.innerText()).includes("NEAR/5"));
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "hidden" });
    await context.close();
    const khmer = await workbench({ locale: "km-KH" });
    await khmer.page.getByRole("button", { name: "អ្វីដែលអាចវាយបាន" }).click();
    await khmer.page.locator(".query-help", { hasText: "ក្នុងចំណងជើង" }).waitFor();
    await khmer.context.close();
});

test("what was searched for stays neither in the address nor in the history", async () => {
    const { page, context } = await workbench({}, "#q=harbour");
    await page.locator('saksi-results[data-query="harbour"]').waitFor();
    await search(page, "Kem Sokha");
    await page.locator("saksi-results .hit a").first().click();
    await page.locator("saksi-reader").waitFor();
    assert.equal(new URL(page.url()).hash, "");
    assert.ok(!JSON.stringify(await page.evaluate(() => history.state)).includes("Sokha"));
    await page.getByRole("button", { name: "Leave" }).click();
    await page.waitForURL("about:blank");
    await page.goBack();
    await page.waitForSelector("saksi-workbench[ready]");
    assert.equal(await page.locator("saksi-search-box input").inputValue(), "");
    assert.equal(await page.locator("saksi-reader").count(), 0);
    await context.close();
});

test("each search that Enter ends is a step to go back", async () => {
    const { page, context } = await workbench();
    for (const query of ["teacher", "harbour"]) {
        await search(page, query.slice(0, 4));
        await search(page, query);
        await page.press("saksi-search-box input", "Enter");
    }
    await page.goBack();
    await page.locator('saksi-results[data-query="teacher"]').waitFor();
    assert.equal(await page.locator("saksi-search-box input").inputValue(), "teacher");
    await context.close();
});
