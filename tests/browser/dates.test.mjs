// Correcting a publication date in a real browser: what follows, taking it back, saving, opening again.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { DOCUMENTS, browser, emptyWorkbench, filesOf, useBrowser } from "./harness.mjs";

useBrowser();

const VISIT = {
    name: "visit.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("A quiet arrest\n\nPosted on: March 14, 2019\n\nPolice in Takeo arrested Heng Bopha on Monday. Café é 😀\n"),
};

/** A workbench without a sample, to which files were added. */
async function workbench(files) {
    const opened = await emptyWorkbench();
    await opened.page.locator("input[type=file]").setInputFiles(files);
    await opened.page.waitForFunction((count) => document.querySelectorAll("saksi-results .hit").length === count, files.length);
    return opened;
}

/** @param {import("playwright-core").Page} page */
const show = (page, view) => page.locator(`[data-key="view:${view}"]`).click();

/** @param {import("playwright-core").Page} page */
async function search(page, query) {
    await show(page, "search");
    await page.fill("saksi-search-box input", query);
    await page.waitForFunction((asked) => document.querySelector("saksi-results")?.getAttribute("data-query") === asked, query);
    return page.locator("saksi-results .hit h3").allTextContents();
}

/** @param {import("playwright-core").Page} page */
async function timeline(page) {
    await show(page, "timeline");
    const event = page.locator("saksi-timeline li", { hasText: "Heng Bopha" }).first();
    await event.waitFor();
    return event.innerText();
}

test("a date that a person corrects is followed by times, search and timeline, and can be taken back", async () => {
    const { page, context, wrong } = await workbench([...filesOf(), VISIT]);
    assert.match(await timeline(page), /11 March 2019/);
    assert.deepEqual(await search(page, "after:2021 Bopha"), []);
    await search(page, "Bopha");
    await page.locator("saksi-results .hit h3 a").first().click();

    // By keyboard alone.
    const summary = page.locator("saksi-date summary");
    await summary.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    const field = page.locator("saksi-date input[name=date]");
    assert.equal(await field.inputValue(), "2019-03-14");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("2021-02-30");
    await page.keyboard.press("Enter");
    assert.equal(await field.evaluate((input) => /** @type {HTMLInputElement} */ (input).validationMessage), "This is no date that exists, or it is not written as the hint says.");
    await page.keyboard.press("ControlOrMeta+a");
    // Khmer digits are as good as others.
    await page.keyboard.type("២០២១-០៣-០៥");
    await page.keyboard.press("Tab");
    await page.keyboard.type("its postmark");
    await page.keyboard.press("Enter");
    const reason = page.locator("saksi-reader .facts .reason").first();
    await reason.filter({ hasText: "Corrected by a person: “its postmark”; it was 2019-03-14, posted-on line" }).waitFor();
    assert.equal(await page.locator("saksi-reader .facts strong").first().innerText(), "5 March 2021");
    await page.waitForFunction(() => document.activeElement?.matches("saksi-date summary"));
    await page.locator("saksi-reader [data-at]", { hasText: "Monday" }).click();
    await page.locator("saksi-card", { hasText: "‘Monday’, from the publication date 2021-03-05 (corrected)" }).waitFor();
    await page.keyboard.press("Escape");

    assert.match(await timeline(page), /1 March 2021/);
    assert.deepEqual(await search(page, "after:2021 Bopha"), ["A quiet arrest"]);
    assert.deepEqual(await search(page, "on:2019-03-14 Bopha"), []);
    await show(page, "entities");
    await page.locator("saksi-decisions li", { hasText: "“A quiet arrest” was published: 5 March 2021." }).waitFor();

    // Saved, taken back, added again.
    const save = (/** @type {string} */ name) => page.locator("saksi-decisions").getByRole("button", { name }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), save("Save decisions")]);
    const json = readFileSync(await download.path(), "utf8");
    assert.match(json, /"do": "date",\s+"document": "[0-9a-f]{12}",\s+"title": "A quiet arrest",\s+"date": "2021-03-05",\s+"note": "its postmark"/);
    await search(page, "Bopha");
    await page.locator("saksi-results .hit h3 a").first().click();
    await page.locator("saksi-date summary").click();
    await page.getByRole("button", { name: "Take the correction back" }).click();
    await reason.filter({ hasText: "‘March 14, 2019’" }).waitFor();
    assert.match(await timeline(page), /11 March 2019/);
    await show(page, "entities");
    await page.locator("saksi-decisions li").waitFor({ state: "detached" });
    await page.locator("input[type=file]").setInputFiles({ name: "d.json", mimeType: "application/json", buffer: Buffer.from(json) });
    await page.locator("saksi-decisions li").waitFor();
    assert.match(await timeline(page), /1 March 2021/);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("a saved archive keeps its corrections, and gives them back to whoever opens it", async () => {
    const { page, context, wrong } = await workbench([VISIT]);
    await page.locator("saksi-results .hit h3 a").first().click();
    await page.locator("saksi-date summary").click();
    await page.locator("saksi-date input[name=date]").fill("");
    await page.locator("saksi-date").getByRole("button", { name: "Apply" }).click();
    await page.locator("saksi-date .reason", { hasText: "Corrected by a person: not known" }).waitFor();
    assert.match(await page.locator("saksi-reader .facts").innerText(), /date unknown/);
    await page.keyboard.press("Escape");
    const [download] = await Promise.all([
        page.waitForEvent("download"),
        (async () => {
            await page.locator(".bar [data-key=save]").click();
            await page.locator(".bar .menu-body button").first().click();
        })(),
    ]);
    const saved = { name: "kept.saksi", mimeType: "application/octet-stream", buffer: readFileSync(await download.path()) };
    await context.close();

    // Opened alone, and joined with other files.
    for (const files of [[saved], [saved, ...filesOf(Object.keys(DOCUMENTS).slice(0, 1))]]) {
        const again = await workbench(files);
        assert.deepEqual(await search(again.page, "before:2050 Bopha"), []);
        await search(again.page, "Bopha");
        await again.page.locator("saksi-results .hit h3 a").first().click();
        await again.page.locator("saksi-date .reason", { hasText: "Corrected by a person: not known" }).waitFor();
        await again.page.locator("saksi-date summary").click();
        await again.page.getByRole("button", { name: "Take the correction back" }).click();
        await again.page.locator("saksi-reader .facts .reason", { hasText: "‘March 14, 2019’" }).waitFor();
        assert.deepEqual(await search(again.page, "on:2019-03-14 Bopha"), ["A quiet arrest"]);
        assert.deepEqual(again.wrong, []);
        await again.context.close();
    }
    assert.deepEqual(wrong, []);
});
