// Adding files in a real browser: chosen, dropped, bad, many, stopped, saved and opened again.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { DOCUMENTS, archiveOf, browser, corpusFiles, emptyWorkbench, filesOf, newPage, openWorkbench, scratch, server, useBrowser } from "./harness.mjs";

useBrowser();

/** @param {import("playwright-core").Page} page */
const summary = (page) => page.locator(".bar .summary").innerText();

/**
 * Drops files on the page as a browser would.
 * @param {import("playwright-core").Page} page
 * @param {Record<string, string>} texts
 */
async function drop(page, texts) {
    const transfer = await page.evaluateHandle((files) => {
        const data = new DataTransfer();
        for (const [name, text] of files) data.items.add(new File([text], name, { type: "text/plain" }));
        return data;
    }, Object.entries(texts));
    await page.dispatchEvent("body", "dragenter", { dataTransfer: transfer });
    await page.locator(".drop-veil").waitFor();
    await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
}

test("dropped files are read, and the archive opens", async () => {
    const { page, context, wrong } = await emptyWorkbench();
    await drop(page, DOCUMENTS);
    await page.getByText("Added 4 documents from 4 files.").waitFor();
    assert.match(await summary(page), /Your archive\s*4 documents/);
    await page.waitForFunction(() => document.querySelectorAll("saksi-results .hit").length === 4);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("files that cannot be read are named, with the reason, and the others are there", async () => {
    const { page, context, wrong } = await emptyWorkbench();
    const noise = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 73 + (at >> 3)) % 256));
    await page.locator("input[type=file]").setInputFiles([
        ...filesOf(["arrest.txt", "khmer.txt"]),
        { name: "empty.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) },
        { name: "noise.bin", mimeType: "application/octet-stream", buffer: noise },
    ]);
    await page.getByText("Added 2 documents from 2 files.").waitFor();
    const report = await page.locator("saksi-intake .failed").innerText();
    assert.match(report, /empty\.txt: The file is empty\./);
    assert.match(report, /noise\.bin: The file(’s text)? is /);
    assert.match(await page.locator("saksi-intake .failed-count").innerText(), /2 files could not be read/);
    assert.match(await summary(page), /2 documents/);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("more files are added to the person's archive, those it has are not added twice", async () => {
    const { page, context } = await emptyWorkbench();
    await page.locator("input[type=file]").setInputFiles(filesOf(["arrest.txt"]));
    await page.getByText("Added 1 document from 1 file.").waitFor();
    await page.locator("input[type=file]").setInputFiles(filesOf());
    await page.getByText("Added 3 documents from 3 files. 1 file was in the archive already.").waitFor();
    assert.match(await summary(page), /4 documents/);
    await context.close();
});

test("adding files leaves one where one is: what is typed, the document, the name on view", async () => {
    const { page, context, wrong } = await emptyWorkbench();
    await page.locator("input[type=file]").setInputFiles(filesOf(["arrest.txt", "khmer.txt"]));
    await page.getByText("Added 2 documents from 2 files.").waitFor();
    await page.fill("saksi-search-box input", "government");
    await page.waitForFunction(() => document.querySelectorAll("saksi-results .hit").length === 1);
    await page.locator("saksi-results .snippet a").first().click();
    await page.locator("saksi-reader h2", { hasText: "Teacher arrested" }).waitFor();
    const note = { name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("A note 😀\n\nThe government met Chan Dara in Kampot.\n") };
    await page.locator("input[type=file]").setInputFiles([note]);
    await page.getByText("Added 1 document from 1 file.").waitFor();
    // What has come in is searched too.
    await page.waitForFunction(() => document.querySelectorAll("saksi-results .hit").length === 2);
    assert.equal(await page.locator("saksi-search-box input").inputValue(), "government");
    assert.match(await page.locator("saksi-reader h2").innerText(), /Teacher arrested/);

    await page.getByRole("button", { name: /^Names/ }).click();
    await page.locator(".entities button", { hasText: "Chan Dara" }).click();
    await page.locator("saksi-entity h2", { hasText: "Chan Dara" }).waitFor();
    await page.locator("input[type=file]").setInputFiles(filesOf(["treason.txt", "thailand.txt"]));
    await page.getByText("Added 2 documents from 2 files.").waitFor();
    await page.locator(".entities button", { hasText: "Bangkok" }).waitFor();
    assert.equal(await page.locator("saksi-entity h2").innerText(), "Chan Dara");
    assert.deepEqual(wrong, []);
    await context.close();
});

test("archives are joined to the person's documents, and a broken one loses nothing", async () => {
    const { page, context, wrong } = await emptyWorkbench();
    const archive = (/** @type {string[]} */ ...names) => archiveOf(Object.fromEntries(names.map((name) => [name, DOCUMENTS[name]])));
    const file = (/** @type {string} */ name, /** @type {Uint8Array} */ bytes) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });
    await page.locator("input[type=file]").setInputFiles([
        ...filesOf(["arrest.txt"]),
        file("broken.saksi", new TextEncoder().encode("SAKSI but not really")),
        file("one.saksi", await archive("khmer.txt")),
    ]);
    await page.getByText("Added 2 documents from 2 files.").waitFor();
    assert.match(await page.locator("saksi-intake .failed").innerText(), /broken\.saksi: /);
    await page.locator("input[type=file]").setInputFiles([file("two.saksi", await archive("khmer.txt", "treason.txt"))]);
    await page.getByText("Added 1 document from 1 file.").waitFor();
    assert.match(await summary(page), /Your archive\s*3 documents/);
    await page.locator("input[type=file]").setInputFiles([file("broken.saksi", new Uint8Array([1, 2, 3]))]);
    await page.locator("saksi-intake .failed", { hasText: "broken.saksi" }).waitFor();
    assert.match(await summary(page), /Your archive\s*3 documents/);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("a broken archive alone is named", async () => {
    const { page, context } = await emptyWorkbench();
    await page.locator("input[type=file]").setInputFiles([{ name: "broken.saksi", mimeType: "application/octet-stream", buffer: Buffer.from("SAKSI") }]);
    await page.locator("saksi-intake .failed", { hasText: "broken.saksi" }).waitFor();
    await context.close();
});

test("a damaged archive is refused, and the sample stays as it was", async () => {
    const { page, context } = await newPage(browser, server.origin);
    const sample = Buffer.from(await archiveOf({ "sample.txt": "The sample\n\nThe harbour of Kampot was closed.\n" }));
    await page.route("**/www/sample.saksi", (route) => route.fulfill({ body: sample, contentType: "application/octet-stream" }));
    await openWorkbench(page, server.origin);
    const damaged = Buffer.from(await archiveOf(DOCUMENTS));
    // Where its texts stand: the head, the names and the timeline can be read still.
    damaged.fill(0xaa, Math.floor(damaged.length * 0.5), Math.floor(damaged.length * 0.5) + 200);
    await page.locator("input[type=file]").setInputFiles([{ name: "damaged.saksi", mimeType: "application/octet-stream", buffer: damaged }]);
    await page.locator("saksi-intake .failed", { hasText: "damaged.saksi" }).waitFor();
    assert.match(await summary(page), /Sample archive\s*1 document/);
    await page.fill("saksi-search-box input", "harbour");
    await page.locator('saksi-results[data-query="harbour"] .hit').waitFor();
    await context.close();
});

test("leaving is asked about while something is not saved, and only then", async () => {
    const { page, context } = await emptyWorkbench();
    const asks = () => page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));
    assert.equal(await asks(), false);
    await page.locator("input[type=file]").setInputFiles(filesOf(["arrest.txt"]));
    await page.getByText("Added 1 document from 1 file.").waitFor();
    assert.equal(await asks(), true);
    await page.locator(".bar details summary").first().click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Archive (.saksi)" }).click()]);
    await download.path();
    assert.equal(await asks(), false);
    await context.close();
});

test("a pack of names is taken into use, a wrong one and decisions of a newer program are told of", async () => {
    const { page, context, wrong } = await emptyWorkbench();
    const json = (/** @type {string} */ name, /** @type {unknown} */ value) => ({ name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(value)) });
    const ids = { wikidata: "Q1", ministry: "é 😀" };
    const entries = [{ id: "lantern", type: "ORG", name: "Lantern of the Delta", aliases: ["Lantern"], ids }];
    await page.locator("input[type=file]").setInputFiles([
        json("pack.json", { entries }),
        json("wrong.json", { saksi: "decisions", version: 9, decisions: [] }),
        { name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("A note\n\nThe Lantern of the Delta met in Kampot. Lantern sells rice.\n") },
    ]);
    await page.getByText("Added 1 document from 1 file.").waitFor();
    await page.getByText("The names of pack.json are in use").waitFor();
    assert.match(await page.locator("saksi-intake .failed").innerText(), /wrong\.json: .*version 9/);
    await page.getByRole("button", { name: /^Names/ }).click();
    await page.locator(".entities button", { hasText: "Lantern of the Delta" }).click();
    // What it is called elsewhere is shown, and followed only by who clicks.
    const elsewhere = page.locator("saksi-entity .elsewhere");
    assert.match(await elsewhere.innerText(), /ministry é 😀.*wikidata Q1/s);
    const [link, ...others] = await elsewhere.locator("a").all();
    assert.equal(others.length, 0);
    assert.equal(await link.getAttribute("href"), "https://www.wikidata.org/wiki/Q1");
    assert.equal(await link.getAttribute("rel"), "noreferrer");
    await page.locator("input[type=file]").setInputFiles([json("bad.json", { entries: [{ id: "a" }] })]);
    await page.locator("saksi-intake .failed", { hasText: "bad.json" }).waitFor();
    assert.match(await summary(page), /1 document/);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("what is odd about a pack, and each decision that changes nothing, is told of", async () => {
    const { page, context, wrong } = await emptyWorkbench();
    const json = (/** @type {string} */ name, /** @type {unknown} */ value) => ({ name, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(value)) });
    const entries = [
        { id: "lantern", type: "ORG", name: "Lantern of the Delta", aliases: ["Lantern", "the"] },
        { id: "lamp", type: "ORG", name: "Lamp é 😀", aliases: ["Lantern"] },
    ];
    const named = (/** @type {string} */ name) => ({ type: "PER", name });
    const decisions = [
        { do: "merge", entity: named("Nobody Here"), with: named("No One") },
        { do: "split", entity: { type: "ORG", name: "Lantern of the Delta" }, documents: ["000000000000"] },
    ];
    const given = [json("pack.json", { entries }), json("decisions.json", { saksi: "decisions", version: 1, decisions })];
    const note = (/** @type {string} */ name) => ({ name, mimeType: "text/plain", buffer: Buffer.from(`${name}\n\nThe Lantern of the Delta met in Kampot.\n`) });
    await page.locator("input[type=file]").setInputFiles([...given, note("one.txt")]);
    const told = page.locator(".message", { hasText: "A decision changed nothing" });
    await told.waitFor();
    assert.match(await told.innerText(), /No One is the same as Nobody Here.*no entity is called PER “Nobody Here”/s);
    assert.match(await told.innerText(), /000000000000 is not the same as Lantern of the Delta.*not in the archive: 000000000000/s);
    const odd = await page.locator(".message", { hasText: "“Lantern” is a name of" }).innerText();
    assert.match(odd, /“Lantern of the Delta” \(lantern\) and “Lamp é 😀” \(lamp\).*/);
    assert.match(odd, /“the” of “Lantern of the Delta” \(lantern\) is a common word/);
    // Replayed, they are not told of again.
    await told.getByRole("button").click();
    await page.locator("input[type=file]").setInputFiles([note("two.txt")]);
    await page.getByText("Added 1 document from 1 file.").waitFor();
    await page.waitForFunction(() => document.querySelector(".bar .summary")?.textContent?.includes("2 documents"));
    assert.equal(await told.count(), 0);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("the sample does not mix with the person's own documents", async () => {
    const { page, context } = await newPage(browser, server.origin);
    const sample = Buffer.from(await archiveOf({ "treason.txt": DOCUMENTS["treason.txt"] }));
    await page.route("**/www/sample.saksi", (route) => route.fulfill({ body: sample }));
    await openWorkbench(page, server.origin);
    assert.match(await summary(page), /Sample archive\s*1 document/);
    await page.locator("input[type=file]").setInputFiles(filesOf(["arrest.txt", "thailand.txt"]));
    await page.getByText("Added 2 documents from 2 files.").waitFor();
    assert.match(await summary(page), /Your archive\s*2 documents/);
    await context.close();
});

test("stopping an analysis keeps what is done, and the page goes on working without a request", async () => {
    const { page, context, wrong } = await emptyWorkbench();
    await page.locator("input[type=file]").setInputFiles(filesOf(["treason.txt"]));
    await page.getByText("Added 1 document from 1 file.").waitFor();
    const asked = server.requests.length;
    // Stop is pressed as soon as it is there, which no machine is too fast for.
    await page.evaluate(() => {
        const intake = /** @type {Element} */ (document.querySelector("saksi-intake"));
        const observer = new MutationObserver(() => {
            const stop = /** @type {HTMLElement | null} */ (intake.querySelector("button.stop"));
            if (!stop) return;
            observer.disconnect();
            stop.click();
            queueMicrotask(() => {
                const said = intake.querySelector(".words")?.textContent;
                /** @type {any} */ (window).afterStop = [said, /** @type {HTMLButtonElement} */ (stop).disabled];
            });
        });
        observer.observe(intake, { childList: true, subtree: true });
    });
    const many = Array.from({ length: 60 }, (_, n) => ({
        name: `copy-${n}.txt`,
        mimeType: "text/plain",
        buffer: Buffer.from(`Copy ${n}\n\n${DOCUMENTS["arrest.txt"].repeat(20)}`),
    }));
    await page.locator("input[type=file]").setInputFiles(many);
    await page.getByText("Stopped.").waitFor();
    const afterStop = await page.evaluate(() => /** @type {any} */ (window).afterStop);
    assert.deepEqual(afterStop, ["Putting the archive together…", true], "one sees that it was heard");
    assert.match(await summary(page), /Your archive\s*\d+ documents?/);

    await page.locator("input[type=file]").setInputFiles(filesOf(["thailand.txt"]));
    await page.getByText("Added 1 document from 1 file.").waitFor();
    await page.fill("saksi-search-box input", "Bangkok");
    await page.waitForFunction(() => document.querySelectorAll("saksi-results mark").length > 0);
    assert.deepEqual(server.requests.slice(asked), []);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("an archive that was saved opens again", async () => {
    const { page, context, wrong } = await emptyWorkbench();
    await page.locator("input[type=file]").setInputFiles(filesOf());
    await page.getByText("Added 4 documents from 4 files.").waitFor();
    await page.locator(".menu summary").click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByText("Archive (.saksi)").click()]);
    const path = join(scratch("saved"), "archive.saksi");
    await download.saveAs(path);
    await page.getByRole("button", { name: "Wipe" }).click();
    await page.getByText("The archive was dropped").waitFor();
    await page.locator("input[type=file]").setInputFiles([path]);
    await page.getByText("archive.saksi is open.").waitFor();
    assert.equal(await page.getByText("The archive was dropped").count(), 0);
    await page.waitForFunction(() => /4 documents/.test(document.querySelector(".bar .summary")?.textContent ?? ""));

    const damaged = readFileSync(path);
    damaged.fill(0xff, 0, 64);
    const broken = join(scratch("damaged"), "broken.saksi");
    writeFileSync(broken, damaged);
    await page.locator("input[type=file]").setInputFiles([broken]);
    await page.locator("saksi-intake .failed", { hasText: /broken\.saksi: .*(not an archive|another version)/ }).waitFor();
    assert.match(await summary(page), /4 documents/, "the archive before is still open");
    assert.deepEqual(wrong, []);
    await context.close();
});

test("decisions about names are saved beside the archive, and it is said where they are missing", async () => {
    const { page, context, wrong } = await emptyWorkbench();
    await page.locator("input[type=file]").setInputFiles(filesOf(["arrest.txt"]));
    await page.getByText("Added 1 document from 1 file.").waitFor();
    await page.getByRole("button", { name: /^Names/ }).click();
    await page.locator(".entities button", { hasText: "Chan Dara" }).click();
    await page.locator("saksi-decide summary").click();
    await page.locator("saksi-decide form").nth(1).locator("input").fill("Chan D. 😀");
    await page.locator("saksi-decide form").nth(1).locator("button").click();
    await page.locator("saksi-entity h2", { hasText: "Chan D. 😀" }).waitFor();

    /** @type {import("playwright-core").Download[]} */
    const saved = [];
    page.on("download", (download) => saved.push(download));
    await page.locator(".menu summary").click();
    await page.getByText("Archive (.saksi)").click();
    await page.getByText("archive-decisions.json was saved with it").waitFor();
    while (saved.length < 2) await page.waitForEvent("download");
    const files = await Promise.all(saved.map(async (file) => ({ name: file.suggestedFilename(), mimeType: "application/octet-stream", buffer: readFileSync(await file.path()) })));
    const archive = files.filter(({ name }) => name.endsWith(".saksi"));
    assert.equal(archive.length, 1);

    const wipe = page.getByRole("button", { name: "Wipe" });
    await wipe.click();
    await page.locator("input[type=file]").setInputFiles(archive);
    await page.getByText("it does not keep their decisions").waitFor();
    await page.locator("input[type=file]").setInputFiles(filesOf(["thailand.txt"]));
    await page.getByText("their file of decisions was not added").waitFor();
    await wipe.click();
    // With the decisions nothing is lost, and nothing is said.
    await page.locator("input[type=file]").setInputFiles(files);
    await page.locator("saksi-intake .panel").waitFor({ state: "detached" });
    await page.locator("input[type=file]").setInputFiles(filesOf(["thailand.txt"]));
    await page.getByText("Added 1 document from 1 file.").waitFor();
    await page.getByRole("button", { name: /^Names/ }).click();
    await page.locator(".entities button", { hasText: "Chan D. 😀" }).waitFor();
    assert.equal(await page.getByText("of decisions").count(), 0);
    assert.deepEqual(wrong, []);
    await context.close();
});

test("a long list of files that cannot be read is folded", async () => {
    const { page, context } = await emptyWorkbench();
    const empty = Array.from({ length: 9 }, (_, n) => ({ name: `empty-${n}.txt`, mimeType: "text/plain", buffer: Buffer.alloc(0) }));
    await page.locator("input[type=file]").setInputFiles(empty);
    await page.locator("saksi-intake summary", { hasText: "7 more" }).waitFor();
    assert.equal(await page.locator("saksi-intake .failed li:visible").count(), 2);
    await page.locator("saksi-intake summary").click();
    assert.equal(await page.locator("saksi-intake .failed li:visible").count(), 9);
    await context.close();
});

test("every export that the build offers is handed over as a file", async () => {
    const { page, context, wrong } = await emptyWorkbench();
    await page.locator("input[type=file]").setInputFiles(filesOf());
    await page.getByText("Added 4 documents from 4 files.").waitFor();
    const items = page.locator(".menu-body button");
    const count = await items.count();
    for (let at = 1; at < count; at += 1) {
        await page.locator(".menu summary").click();
        const [download] = await Promise.all([page.waitForEvent("download"), items.nth(at).click()]);
        const content = readFileSync(await download.path(), "utf8");
        assert.ok(content.length > 20, download.suggestedFilename());
        assert.match(download.suggestedFilename(), /^archive(-[a-z-]+)?\.[a-z]+$/);
    }
    assert.ok(count > 1, "there are formats besides the archive itself");
    assert.deepEqual(wrong, []);
    await context.close();
});

test("the corpus: three files are eight documents, the posts of the blog each with its own date", async () => {
    const files = corpusFiles();
    if (files.length === 0) {
        console.log("../shared/corpus is absent: passed over");
        return;
    }
    const { page, context, wrong } = await emptyWorkbench();
    await page.locator("input[type=file]").setInputFiles(files);
    await page.getByText("Added 8 documents from 3 files.").waitFor();
    const hits = page.locator("saksi-results .hit");
    await hits.nth(7).waitFor();
    const dates = await hits.evaluateAll((items) =>
        items.map((item) => [
            item.querySelector(".source")?.textContent ?? "",
            item.querySelector(".date")?.textContent ?? "",
        ]),
    );
    const blog = dates.filter(([source]) => source.startsWith("monthly-archive")).map(([, date]) => date);
    assert.equal(blog.length, 6);
    assert.ok(blog.every((date) => /^\d{1,2} September 2017$/.test(date)), blog.join("; "));
    const inquiry = dates.find(([source]) => source.startsWith("inquiry-statement"));
    assert.equal(inquiry?.[1], "23 September 2023");
    for (const query of ["Kem Sokha", '"treason" -Thailand', "កឹម សុខា", "លោកហ៊ុន-សែន"]) {
        await page.fill("saksi-search-box input", "");
        await page.waitForFunction(() => document.querySelectorAll("saksi-results .hit").length === 8);
        await page.fill("saksi-search-box input", query);
        await page.waitForFunction(() => document.querySelectorAll("saksi-results mark").length > 0);
    }
    assert.deepEqual(wrong, []);
    await context.close();
});
