// What the tests of the page share: a server, a browser, pages that report what must never happen, own documents.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

import { serve } from "../../tools/serve.mjs";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** Long, so that no test depends on the speed of the machine; every wait ends as soon as its condition holds. */
export const PATIENCE = 120_000;

function chromiumPath() {
    return process.env.CHROMIUM || execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
}

/** @returns {Promise<import("playwright-core").Browser>} */
export function launch() {
    return chromium.launch({
        executablePath: chromiumPath(),
        args: [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    });
}

/**
 * A server of the project's folder that keeps what it was asked.
 * @param {{ ranges?: boolean, hold?: (path: string) => Promise<void> }} [options] an answer waits for `hold`
 */
export async function startServer({ ranges, hold } = {}) {
    /** @type {{ path: string, range: string | undefined }[]} */
    const requests = [];
    const server = await serve({
        root: ROOT,
        ranges,
        onRequest(path, range) {
            requests.push({ path, range });
            return hold?.(path);
        },
    });
    return { ...server, requests };
}

/** @type {import("playwright-core").Browser} */
export let browser;
/** @type {Awaited<ReturnType<typeof startServer>>} */
export let server;

/** Starts both before the tests of a file, and closes them after. */
export function useBrowser() {
    before(async () => {
        [browser, server] = await Promise.all([launch(), startServer()]);
    });
    after(async () => {
        await browser.close();
        await server.close();
    });
}

/**
 * A page that keeps what must never happen: errors, warnings, violations of its policy, requests to elsewhere.
 * @param {import("playwright-core").Browser} browser
 * @param {string} origin
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function newPage(browser, origin, options = {}) {
    const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        locale: "en-GB",
        colorScheme: "light",
        ...options,
    });
    context.setDefaultTimeout(PATIENCE);
    /** @type {string[]} */
    const wrong = [];
    /** @type {string[]} */
    const requests = [];
    context.on("request", (request) => {
        const url = request.url();
        requests.push(url);
        if (!url.startsWith(`${origin}/`) && !url.startsWith("blob:") && !url.startsWith("about:")) {
            wrong.push(`request to elsewhere: ${url}`);
        }
    });
    await context.addInitScript(() => {
        addEventListener("securitypolicyviolation", (event) => {
            console.error(`policy violated: ${event.violatedDirective} by ${event.blockedURI || event.sample}`);
        });
    });
    const page = await context.newPage();
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) wrong.push(`${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => wrong.push(`uncaught: ${error.stack ?? error.message}`));
    return { page, context, wrong, requests };
}

/**
 * Opens the workbench and waits until it has loaded all it ever will.
 * @param {import("playwright-core").Page} page
 * @param {string} origin
 * @param {string} [hash]
 */
export async function openWorkbench(page, origin, hash = "") {
    await page.goto(`${origin}/www/${hash}`);
    await page.waitForSelector("saksi-workbench[ready]");
}

/** The file whose analysis waits where {@link holdBack} was called. */
export const HELD = "held.txt";

/**
 * Has the answer about the file {@link HELD} wait until {@link letGo} is called, so that a test can look at a page that
 * is still reading for as long as it needs.
 * @param {import("playwright-core").BrowserContext} context
 */
export async function holdBack(context) {
    await context.addInitScript((name) => {
        const wait = new Promise((go) => Object.assign(globalThis, { letGo: () => go(undefined) }));
        const { postMessage, addEventListener } = Worker.prototype;
        /** @type {WeakMap<Worker, Set<number>>} */
        const held = new WeakMap();
        Worker.prototype.postMessage = function (/** @type {any} */ message, /** @type {any} */ transfer) {
            if (message.params?.source === name) held.set(this, (held.get(this) ?? new Set()).add(message.id));
            return postMessage.call(this, message, transfer);
        };
        Worker.prototype.addEventListener = function (/** @type {string} */ type, /** @type {any} */ listener) {
            const heard = (/** @type {any} */ event) => {
                if (type === "message" && held.get(this)?.delete(event.data.id)) wait.then(() => listener(event));
                else listener(event);
            };
            return addEventListener.call(this, type, heard);
        };
    }, HELD);
}

/** @param {import("playwright-core").Page} page */
export function letGo(page) {
    return page.evaluate(() => /** @type {any} */ (globalThis).letGo());
}

/**
 * A workbench without a sample, in the file's browser.
 * @param {import("playwright-core").BrowserContextOptions & { held?: boolean }} [options] `held`: {@link holdBack}
 */
export async function emptyWorkbench({ held = false, ...options } = {}) {
    const opened = await newPage(browser, server.origin, options);
    if (held) await holdBack(opened.context);
    await opened.page.route("**/www/sample.saksi", (route) => route.fulfill({ status: 404, body: "" }));
    await openWorkbench(opened.page, server.origin);
    // That a sample is missing is this test's doing.
    opened.wrong.length = 0;
    return opened;
}

/**
 * A folder for what a test makes, empty, within the project so that the server reaches it.
 * @param {string} name
 */
export function scratch(name) {
    const folder = join(ROOT, "build/browser-tests", name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return folder;
}

let bindings;

/** The full build, loaded into this process. */
export async function fullBuild() {
    bindings ??= (async () => {
        const api = await import(pathToFileURL(join(ROOT, "pkg/full/saksi.js")).href);
        api.initSync({ module: readFileSync(join(ROOT, "pkg/full/saksi_bg.wasm")) });
        return api;
    })();
    return bindings;
}

/**
 * An archive of texts.
 * @param {Record<string, string>} texts by source
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function archiveOf(texts) {
    const api = await fullBuild();
    const encoder = new TextEncoder();
    const segments = Object.entries(texts).map(([source, text]) => api.annotate(encoder.encode(text), source, {}).segment);
    return api.combine(segments).archive;
}

/**
 * The files of the shared corpus, or nothing where it is absent.
 * @returns {string[]}
 */
export function corpusFiles() {
    const folder = resolve(ROOT, "../shared/corpus");
    const names = ["inquiry-statement.txt", "joint-appeal.txt", "monthly-archive-2017-09.txt"];
    const paths = names.map((name) => join(folder, name));
    return paths.every((path) => existsSync(path)) ? paths : [];
}

/**
 * The words lit in the page by one of the page's highlights.
 * @param {import("playwright-core").Page} page
 * @param {"saksi-passage" | "saksi-word"} name
 * @returns {Promise<string[]>}
 */
export function lit(page, name) {
    return page.evaluate(
        (which) => [...(CSS.highlights.get(which) ?? [])].map((range) => /** @type {Range} */ (range).toString()),
        name,
    );
}

/** Own documents: what a test says of them stands in them. */
export const DOCUMENTS = {
    "arrest.txt": `Teacher arrested in Kampong Cham

Posted on: March 14, 2019

Police arrested Chan Dara, a teacher, in Kampong Cham on 12 March 2019. The Ministry of Interior said that Chan Dara had insulted the government on Facebook.

The provincial court charged Chan Dara with incitement on 13 March 2019. Her lawyer asked for bail.

A café owner who saw the arrest 😀 spoke of « dix policiers ».
`,
    "khmer.txt": `សេចក្តីថ្លែងការណ៍ស្តីពីការចាប់ខ្លួន

ភ្នំពេញ ថ្ងៃទី១៤ ខែមីនា ឆ្នាំ២០១៩

Café é 😀 លោក កឹម សុខា បានថ្លែងនៅភ្នំពេញ។ លោក កឹម សុខា ត្រូវបានចាប់ខ្លួននៅថ្ងៃទី៣ ខែកញ្ញា ឆ្នាំ២០១៧។ អ្នកស្រុកបានសុំឱ្យដោះលែងលោក។
`,
    "treason.txt": `A note on the treason trial

Posted on: January 16, 2020

The treason trial of Kem Sokha opened in Phnom Penh on 15 January 2020. Reporters waited outside the court.
`,
    "thailand.txt": `Across the border

Posted on: February 2, 2020

Activists in Thailand said that treason charges had made them leave. They now live in Bangkok, Thailand.
`,
};

/** The documents as files for a file chooser. */
export function filesOf(names = Object.keys(DOCUMENTS)) {
    return names.map((name) => ({ name, mimeType: "text/plain", buffer: Buffer.from(DOCUMENTS[name]) }));
}

/** Texts enough that their archive is far larger than what opening it fetches. */
export function manyTexts() {
    /** @type {Record<string, string>} */
    const texts = {};
    for (let n = 0; n < 160; n += 1) {
        const sentences = Array.from({ length: 40 }, (_, s) => `Witness ${n * 40 + s} spoke of matter${(n * 17 + s * 31) % 997} and of thing${(n * 7 + s) % 463}.`);
        texts[`statement-${n}.txt`] = `Statement ${n}\n\nPosted on: March ${(n % 28) + 1}, 2019\n\n${sentences.join(" ")}\n`;
    }
    return texts;
}
