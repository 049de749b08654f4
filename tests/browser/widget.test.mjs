// The widget on pages of other folders: by ranges, without ranges, under a host page's own policy, and its events.

import assert from "node:assert/strict";
import { statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { after, before, test } from "node:test";

import { DOCUMENTS, ROOT, archiveOf, launch, lit, manyTexts, newPage, scratch, startServer } from "./harness.mjs";

/** @type {import("playwright-core").Browser} */
let browser;
let folder = "";
let large = "";
let small = "";

before(async () => {
    browser = await launch();
    folder = scratch("widget/deep");
    large = join(folder, "large.saksi");
    small = join(folder, "small.saksi");
    writeFileSync(large, await archiveOf({ ...DOCUMENTS, ...manyTexts() }));
    writeFileSync(small, await archiveOf(DOCUMENTS));
});
after(() => browser.close());

/**
 * A bare page that holds the widget.
 * @param {string} name
 * @param {string} element
 * @param {string} [head]
 * @returns {string} its path on the server
 */
function bare(name, element, head = "") {
    const path = join(folder, name);
    const up = relative(folder, join(ROOT, "www"));
    writeFileSync(
        path,
        `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,">${head}<script type="module" src="${up}/saksi-archive.js"></script></head><body><h1>A page</h1>${element}</body></html>`,
    );
    return `/${relative(ROOT, path)}`;
}

/** @param {import("playwright-core").Page} page */
const hits = (page) => page.locator("saksi-archive .hit");

test("on a bare page in another folder, only the parts that are needed are fetched", async () => {
    const server = await startServer();
    const { page, context, wrong } = await newPage(browser, server.origin);
    await page.goto(server.origin + bare("bare.html", '<saksi-archive src="large.saksi"></saksi-archive>'));
    await hits(page).first().waitFor();
    await page.locator("saksi-archive input[type=search]").fill("Chan Dara bail");
    await page.locator("saksi-archive mark", { hasText: "bail" }).first().waitFor();
    await page.locator("saksi-archive .snippet a").first().click();
    await page.waitForFunction(() => (CSS.highlights.get("saksi-passage")?.size ?? 0) > 0);
    assert.match((await lit(page, "saksi-passage"))[0], /bail/);

    const asked = server.requests.filter(({ path }) => path.endsWith("/large.saksi"));
    assert.ok(asked.length > 0);
    assert.ok(asked.every(({ range }) => range !== undefined), "every request is for a range");
    const fetched = asked.reduce((sum, { range }) => {
        const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
        return sum + Number(end) + 1 - Number(start);
    }, 0);
    assert.ok(fetched < statSync(large).size, `${fetched} of ${statSync(large).size} bytes`);
    assert.ok(server.requests.every(({ path }) => !path.includes("/pkg/full/")), "the reader build is enough");
    assert.deepEqual(wrong, []);
    await context.close();
    await server.close();
});

test("what a round of a query needs is asked for at once", async () => {
    let [asked, together] = [0, 0];
    const server = await startServer({
        async hold(path) {
            if (!path.endsWith("/large.saksi")) return;
            asked += 1;
            together = Math.max(together, asked);
            // Long enough for requests that are sent together to meet, however busy the machine.
            await new Promise((done) => setTimeout(done, 400));
            asked -= 1;
        },
    });
    const { page, context, wrong } = await newPage(browser, server.origin);
    await page.goto(server.origin + bare("together.html", '<saksi-archive src="large.saksi"></saksi-archive>'));
    await hits(page).first().waitFor();
    await page.locator("saksi-archive input[type=search]").fill("Chan Dara bail");
    await page.locator("saksi-archive mark", { hasText: "bail" }).first().waitFor();
    assert.ok(together > 1, "the parts of a file come side by side");
    assert.deepEqual(wrong, []);
    await context.close();
    await server.close();
});

test("an answer that fails does not leave the answer before in its place", async () => {
    let broken = false;
    const server = await startServer();
    const { page, context } = await newPage(browser, server.origin);
    await page.route("**/large.saksi", (route) => (broken ? route.fulfill({ status: 503, body: "" }) : route.continue()));
    await page.goto(server.origin + bare("broken.html", '<saksi-archive src="large.saksi"></saksi-archive>'));
    await hits(page).first().waitFor();
    broken = true;
    await page.locator("saksi-archive input[type=search]").fill("Chan Dara bail");
    await page.locator("saksi-archive saksi-results .failure", { hasText: "503" }).waitFor();
    assert.equal(await hits(page).count(), 0);
    broken = false;
    await page.locator("saksi-archive input[type=search]").fill("Chan Dara");
    await page.locator("saksi-archive mark", { hasText: "Dara" }).first().waitFor();
    assert.equal(await page.getByText("503").count(), 0, "an error goes with the next good answer");
    await context.close();
    await server.close();
});

test("where a server has no ranges, the whole is fetched, and that is said", async () => {
    const server = await startServer({ ranges: false });
    const { page, context, wrong } = await newPage(browser, server.origin);
    await page.goto(server.origin + bare("no-ranges.html", '<saksi-archive src="small.saksi" query="treason"></saksi-archive>'));
    await page.locator("saksi-archive mark").first().waitFor();
    assert.match(await page.locator("saksi-archive .status").innerText(), /does not send parts of a file/);
    assert.deepEqual(wrong, []);
    await context.close();
    await server.close();
});

test("facets are counted once somebody looks at them, and after each search while they are shown", async () => {
    const server = await startServer();
    const { page, context, wrong } = await newPage(browser, server.origin);
    await page.goto(server.origin + bare("facets.html", '<saksi-archive src="large.saksi" query="bail"></saksi-archive>'));
    await page.locator("saksi-archive mark").first().waitFor();
    const values = page.locator("saksi-archive saksi-facets button");
    assert.equal(await values.count(), 0);
    const before = server.requests.length;
    await page.locator("saksi-archive .facet-fold summary").click();
    await values.first().waitFor();
    assert.ok(server.requests.length > before, "the counts were fetched when they were asked for");
    const counts = async () => (await page.locator("saksi-archive saksi-facets").innerText()).replace(/\s+/g, " ");
    const first = await counts();
    await page.locator("saksi-archive input[type=search]").fill("treason");
    await page.locator("saksi-archive mark", { hasText: "treason" }).first().waitFor();
    await page.waitForFunction(
        (first) => document.querySelector("saksi-archive")?.shadowRoot?.querySelector("saksi-facets")?.textContent?.replace(/\s+/g, " ") !== first,
        first,
    );
    assert.deepEqual(wrong, []);
    await context.close();
    await server.close();
});

test("with `whole`, the archive is fetched once and a search shows in no request", async () => {
    const server = await startServer();
    const { page, context } = await newPage(browser, server.origin);
    await page.goto(server.origin + bare("whole.html", '<saksi-archive src="large.saksi" whole></saksi-archive>'));
    await hits(page).first().waitFor();
    const before = server.requests.length;
    await page.locator("saksi-archive input[type=search]").fill("Kem Sokha");
    await page.locator("saksi-archive mark").first().waitFor();
    await page.locator("saksi-archive .snippet a").first().click();
    await page.locator("saksi-archive article p").first().waitFor();
    assert.deepEqual(server.requests.slice(before), []);
    assert.deepEqual(server.requests.filter(({ path }) => path.endsWith(".saksi")).map(({ range }) => range), [undefined]);
    await context.close();
    await server.close();
});

test("it works under its host's own strict policy, in its host's language and theme", async () => {
    const server = await startServer();
    const { page, context, wrong } = await newPage(browser, server.origin);
    const policy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types saksi";
    const head = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
    await page.goto(server.origin + bare("strict.html", '<saksi-archive src="small.saksi" lang="km" theme="dark"></saksi-archive>', head));
    await hits(page).first().waitFor();
    assert.match(await page.locator("saksi-archive .tabs").innerText(), /ស្វែងរក/);
    const background = await page.locator("saksi-archive .frame").evaluate((frame) => getComputedStyle(frame).backgroundColor);
    const [red] = background.match(/\d+/g) ?? [];
    assert.ok(Number(red) < 80, background);
    assert.deepEqual(wrong, []);
    await context.close();
    await server.close();
});

test("names, dates and the timeline work in it; opening tells the page", async () => {
    const server = await startServer();
    const { page, context, wrong } = await newPage(browser, server.origin);
    await page.goto(server.origin + bare("events.html", '<saksi-archive src="small.saksi" query="bail"></saksi-archive>'));
    await page.evaluate(() => addEventListener("saksi-open", (event) => (/** @type {any} */ (window).opened = /** @type {CustomEvent} */ (event).detail)));
    await page.locator("saksi-archive .snippet a").first().click();
    await page.waitForFunction(() => /** @type {any} */ (window).opened?.start >= 0);
    await page.locator("saksi-archive .text .mark.PER", { hasText: "Chan Dara" }).first().click();
    await page.locator("saksi-archive saksi-card").getByRole("button", { name: "Search for it" }).click();
    await page.locator("saksi-archive .chip", { hasText: "Chan Dara" }).waitFor();
    await page.locator("saksi-archive .tabs").getByRole("button", { name: "Timeline" }).click();
    await page.locator("saksi-archive .headline").first().click();
    await page.locator("saksi-archive .quote").first().click();
    await page.waitForFunction(() => (CSS.highlights.get("saksi-passage")?.size ?? 0) > 0);
    await page.locator("saksi-archive .back").click();
    await page.locator("saksi-archive .event-list").waitFor();
    assert.deepEqual(wrong, []);
    await context.close();
    await server.close();
});

test("an archive that is not there is named, with what the server answered", async () => {
    const server = await startServer();
    const { page, context } = await newPage(browser, server.origin);
    await page.addInitScript(() => {
        addEventListener("saksi-error", (event) => {
            const { code, url, status } = /** @type {CustomEvent} */ (event).detail;
            /** @type {any} */ (window).failure = { code, url, status };
        });
    });
    await page.goto(server.origin + bare("missing.html", '<saksi-archive src="missing.saksi"></saksi-archive>'));
    await page.waitForFunction(() => /** @type {any} */ (window).failure);
    const failure = await page.evaluate(() => /** @type {any} */ (window).failure);
    assert.equal(failure.code, "network");
    assert.equal(failure.status, 404);
    assert.ok(failure.url.endsWith("/missing.saksi"));
    assert.match(await page.locator("saksi-archive .status").innerText(), /cannot be fetched.*missing\.saksi answered 404/);
    await context.close();
    await server.close();
});

test("Back closes a document, Forward opens it again, and the page's own history is left alone", async () => {
    const server = await startServer();
    const { page, context, wrong } = await newPage(browser, server.origin);
    const path = bare("back.html", '<a href="#foot">down</a><saksi-archive src="small.saksi" query="treason"></saksi-archive><p id="foot">Foot</p>');
    await page.goto(server.origin + path);
    await page.locator("saksi-archive mark").first().waitFor();
    await page.evaluate(() => history.replaceState({ host: 1 }, ""));
    const reader = page.locator("saksi-archive saksi-reader h2");
    const title = page.locator("saksi-archive .hit h3 a").first();
    await title.click();
    await reader.waitFor();
    assert.equal(await page.evaluate(() => history.state.host), 1, "the page's own state is kept");
    assert.equal(new URL(page.url()).hash, "", "what is read is not in the address");
    assert.doesNotMatch(JSON.stringify(await page.evaluate(() => history.state)), /doc|treason/);
    await page.getByText("down").click();
    assert.ok(await reader.isVisible(), "a link within the page closes nothing");
    await page.goBack();
    assert.ok(await reader.isVisible());
    await page.goBack();
    await reader.waitFor({ state: "hidden" });
    assert.ok(await title.isVisible());
    await page.goForward();
    await reader.waitFor();
    await page.locator("saksi-archive .back").click();
    await reader.waitFor({ state: "hidden" });
    assert.deepEqual(await page.evaluate(() => history.state.host), 1);
    assert.deepEqual(wrong, []);
    await context.close();
    await server.close();
});

test("the link of a hit opens its passage in another tab, and a link of the page's own in this one", async () => {
    const server = await startServer();
    const { page, context, wrong } = await newPage(browser, server.origin);
    const path = bare("linked.html", '<a href="#doc=nothing">none</a><saksi-archive src="small.saksi" query="treason"></saksi-archive>');
    await page.goto(server.origin + path);
    const link = page.locator("saksi-archive .snippet a").first();
    await link.waitFor();
    const href = (await link.getAttribute("href")) ?? "";
    assert.match(href, /^#doc=.+&at=\d+-\d+$/);
    const reader = page.locator("saksi-archive saksi-reader h2");

    const other = await context.newPage();
    await other.goto(server.origin + path + href);
    await other.locator("saksi-archive saksi-reader h2").waitFor();
    await other.waitForFunction(() => (CSS.highlights.get("saksi-passage")?.size ?? 0) > 0);
    await other.locator("saksi-archive .back").click();
    await other.locator("saksi-archive .hit").first().waitFor();
    assert.equal(new URL(other.url()).hash, "", "the address does not name what is closed");
    await other.close();

    await page.getByText("none").click();
    assert.equal(await reader.count(), 0, "what is not in the archive is not meant for it");
    assert.equal(await page.locator("saksi-archive .status").innerText(), "");
    await page.evaluate((href) => (location.hash = href), href);
    await reader.waitFor();
    await page.goBack();
    await reader.waitFor({ state: "hidden" });
    assert.deepEqual(wrong, []);
    await context.close();
    await server.close();
});

test("two widgets on one page do not disturb one another, and one that is removed ends its worker", async () => {
    const server = await startServer();
    const { page, context, wrong } = await newPage(browser, server.origin);
    const two = '<saksi-archive id="a" src="small.saksi" query="bail"></saksi-archive><saksi-archive id="b" src="small.saksi" query="treason"></saksi-archive>';
    await page.goto(server.origin + bare("two.html", two));
    await page.locator("#a .snippet a").first().click();
    await page.locator("#b .snippet a").first().click();
    await page.waitForFunction(() => CSS.highlights.get("saksi-passage")?.size === 2);
    assert.equal(page.workers().length, 2);
    await page.evaluate(() => document.querySelector("#a")?.remove());
    await page.waitForFunction(() => CSS.highlights.get("saksi-passage")?.size === 1);
    if (page.workers().length > 1) await page.workers()[0].waitForEvent("close");
    assert.equal(page.workers().length, 1);
    assert.deepEqual(wrong, []);
    await context.close();
    await server.close();
});

test("the example page", async () => {
    const server = await startServer();
    const { page, context, wrong } = await newPage(browser, server.origin);
    const sample = Buffer.from(await archiveOf(DOCUMENTS));
    await page.route("**/www/sample.saksi", (route) => route.fulfill({ body: sample }));
    await page.goto(`${server.origin}/www/example/widget.html`);
    await hits(page).first().waitFor();
    assert.deepEqual(wrong, []);
    await context.close();
    await server.close();
});
