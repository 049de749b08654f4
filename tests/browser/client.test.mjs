// The client, the protocol and the service over a loopback port, without a browser: what is asked is answered once,
// late answers are dropped, errors keep their kind, files that fail do not stop the others, ranges are read as needed.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, test } from "node:test";

import { Saksi, SaksiError } from "../../www/client.js";
import { Connection } from "../../www/connection.js";
import { PROTOCOL } from "../../www/protocol.js";
import { serve as serveRequests } from "../../www/service.js";
import { openSource } from "../../www/source.js";
import { DOCUMENTS, archiveOf, fullBuild, manyTexts } from "./harness.mjs";

const api = await fullBuild();
/** @type {MessagePort[]} */
const ports = [];
after(() => ports.forEach((port) => port.close()));

/**
 * A worker in this very thread.
 * @param {(message: any) => void} [onAsked]
 * @param {(kind: string) => void} [onTerminate]
 * @param {import("../../www/service.js").Load} [load]
 */
function loopback(onAsked = () => {}, onTerminate = () => {}, load = async () => ({ api, module: /** @type {any} */ ({}) })) {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    serveRequests(
        { postMessage: (message, transfer) => port2.postMessage(message, transfer), addEventListener: (type, listener) => port2.addEventListener(type, listener) },
        load,
    );
    port1.start();
    port2.start();
    return {
        postMessage: (message, transfer) => {
            onAsked(message);
            port1.postMessage(message, transfer);
        },
        onMessage: (listener) => port1.addEventListener("message", ({ data }) => listener(data)),
        onFailure: () => {},
        terminate: () => {
            onTerminate("ended");
            port1.close();
            port2.close();
        },
    };
}

/** @param {Record<string, string>} texts */
function files(texts) {
    return Object.entries(texts).map(([name, text]) => new File([text], name));
}

/** @param {string} code */
const hasCode = (code) => (/** @type {any} */ error) => {
    assert.ok(error instanceof SaksiError, String(error));
    assert.equal(error.code, code);
    return true;
};

test("an archive in memory is opened and asked", async () => {
    const saksi = await Saksi.open(await archiveOf(DOCUMENTS), { connect: loopback });
    assert.equal((await saksi.summary()).documents, 4);
    const { hits, total } = await saksi.search({ query: "treason -Thailand" });
    assert.equal(total, 1);
    const view = await saksi.document(hits[0].id);
    const [snippet] = hits[0].snippets;
    assert.match(view.text.slice(snippet.start, snippet.end), /treason/);
    saksi.close();
    await assert.rejects(saksi.summary(), hasCode("closed"));
});

test("errors keep their kind and place", async () => {
    const bytes = (await archiveOf(DOCUMENTS)).slice();
    const saksi = await Saksi.open(bytes.slice(), { connect: loopback });
    await assert.rejects(saksi.document("no-such-document"), hasCode("not-found"));
    await assert.rejects(saksi.search({ query: "", languages: ["elvish!"] }), hasCode("argument"));
    await assert.rejects(saksi.load(new TextEncoder().encode("not an archive, though long enough to be looked at")), (error) => {
        assert.ok(["archive", "version"].includes(error.code), error.code);
        return true;
    });
    assert.equal((await saksi.summary()).documents, 4, "the archive before is still open");
    saksi.close();
});

test("a search that was cancelled is rejected, and its late answer dropped", async () => {
    /** @type {any[]} */
    const asked = [];
    const saksi = await Saksi.open(await archiveOf(DOCUMENTS), { connect: () => loopback((message) => asked.push(message)) });
    const controller = new AbortController();
    const first = saksi.search({ query: "Dara" }, { signal: controller.signal });
    const rejected = assert.rejects(first, hasCode("cancelled"));
    // After the request has gone out: its answer can only come late.
    await new Promise((next) => setTimeout(next, 0));
    controller.abort();
    await rejected;
    const second = await saksi.search({ query: "court" });
    assert.ok(second.total > 0);
    assert.ok(asked.some((message) => "cancel" in message));
    await assert.rejects(saksi.search({ query: "x" }, { signal: AbortSignal.abort() }), hasCode("cancelled"));
    saksi.close();
});

test("a page and a worker of different versions do not talk past each other", async () => {
    const connection = new Connection(loopback());
    await assert.rejects(connection.call("start", { protocol: PROTOCOL + 1, build: "full" }), hasCode("protocol"));
    await assert.rejects(connection.call(/** @type {any} */ ("shutdown"), {}), hasCode("protocol"));
    await assert.rejects(connection.call("summary", {}), hasCode("closed"));
    connection.terminate();
});

test("files become an archive; one that cannot be read is reported and the others go on", async () => {
    const saksi = new Saksi({ build: "full", connect: loopback });
    const progress = [];
    const report = await saksi.analyse(
        [
            ...files(DOCUMENTS),
            new File([], "empty.txt"),
            new File([new Uint8Array(4000).map((_, i) => (i * 37) % 251)], "picture.jpg"),
        ],
        { onProgress: ({ done, total }) => progress.push([done, total]) },
    );
    assert.deepEqual(report.failed.map(({ source }) => source), ["empty.txt", "picture.jpg"]);
    assert.equal(report.failed[0].error.code, "empty");
    assert.ok(["not-text", "encoding"].includes(report.failed[1].error.code), report.failed[1].error.code);
    assert.equal(report.added.length, 4);
    assert.equal(report.stopped, false);
    assert.deepEqual(progress, [1, 2, 3, 4, 5, 6].map((done) => [done, 6]));
    assert.equal((await saksi.summary()).documents, 4);
    // By its own words, and by the name that it has in another document.
    assert.equal((await saksi.search({ query: "កឹម សុខា", aliases: false })).total, 1);
    assert.equal((await saksi.search({ query: "កឹម សុខា" })).total, 2);
    saksi.close();
});

test("files are added to what is there, and those that are there already are not", async () => {
    const [first, ...rest] = Object.entries(DOCUMENTS);
    const saksi = new Saksi({ build: "full", connect: loopback });
    await saksi.analyse(files(Object.fromEntries([first])));
    const report = await saksi.analyse(files(DOCUMENTS));
    assert.deepEqual(report.duplicates, [first[0]]);
    assert.equal(report.added.length, rest.length);
    assert.equal((await saksi.summary()).documents, 4);
    const fresh = await saksi.analyse(files(Object.fromEntries([first])), { fresh: true });
    assert.equal(fresh.added.length, 1);
    assert.equal((await saksi.summary()).documents, 1);
    saksi.close();
});

test("the same files make the same archive in whatever order they come", async () => {
    const build = async (inputs) => {
        const saksi = new Saksi({ build: "full", connect: loopback });
        await saksi.analyse(inputs);
        const bytes = await saksi.bytes();
        saksi.close();
        return Buffer.from(bytes);
    };
    const inputs = files(DOCUMENTS);
    assert.ok((await build(inputs)).equals(await build(inputs.toReversed())));
});

test("stopping keeps what is done and leaves the archive as it was", async () => {
    const saksi = new Saksi({ build: "full", connect: loopback, analysts: 1 });
    await saksi.analyse(files({ "before.txt": DOCUMENTS["treason.txt"] }));
    const controller = new AbortController();
    const report = await saksi.analyse(files({ "a.txt": DOCUMENTS["arrest.txt"], "b.txt": DOCUMENTS["khmer.txt"], "c.txt": DOCUMENTS["thailand.txt"] }), {
        signal: controller.signal,
        onProgress: () => controller.abort(),
    });
    assert.equal(report.stopped, true);
    assert.deepEqual(report.added.map(({ source }) => source), ["a.txt"]);
    assert.equal((await saksi.summary()).documents, 2);
    const again = await saksi.analyse(files({ "c.txt": DOCUMENTS["thailand.txt"] }));
    assert.equal(again.added.length, 1, "the next analysis goes on as usual");
    saksi.close();
});

/** A promise, and what keeps it. */
function promised() {
    let resolve = () => {};
    const promise = new Promise((keep) => (resolve = () => keep(undefined)));
    return { promise, resolve };
}

/** A part of so many documents, which may be the first or a later one, and what is told of every part. */
function partOf(/** @type {number} */ expected) {
    const { promise, resolve } = promised();
    /** @type {number[]} */
    const parts = [];
    const onPart = (/** @type {{ documents: number }} */ { documents }) => {
        parts.push(documents);
        if (documents === expected) resolve();
    };
    return { part: promise, onPart, parts };
}

/**
 * Workers like those of {@link loopback}, whose answer about one file waits until it is let go.
 * @param {string} name of the file
 */
function heldBack(name) {
    const { promise: wait, resolve: letGo } = promised();
    /** @type {any[]} */
    const asked = [];
    let started = 0;
    const connect = () => {
        started += 1;
        const held = new Set();
        const port = loopback((message) => {
            asked.push(message);
            if (message.kind === "analyse" && message.params.source === name) held.add(message.id);
        });
        return {
            ...port,
            onMessage: (listener) =>
                port.onMessage((message) => {
                    if (held.delete(message.id)) wait.then(() => listener(message));
                    else listener(message);
                }),
        };
    };
    return { connect, letGo, asked, started: () => started };
}

/**
 * The bytes of an archive that is made at once.
 * @param {Record<string, string>[]} texts one after the other
 * @param {string} [decisions]
 */
async function madeAtOnce(texts, decisions) {
    const saksi = new Saksi({ build: "full", connect: loopback });
    for (const some of texts) await saksi.analyse(files(some));
    if (decisions) await saksi.decide(decisions);
    const bytes = Buffer.from(await saksi.bytes());
    saksi.close();
    return bytes;
}

test("what was read can be asked while the rest is read, and the archive is the same in the end", async () => {
    const { "treason.txt": before, ...rest } = DOCUMENTS;
    const { connect, letGo, asked, started } = heldBack("khmer.txt");
    const saksi = new Saksi({ build: "full", connect });
    await saksi.analyse(files({ "treason.txt": before }));
    const { part, onPart, parts } = partOf(3);
    const report = saksi.analyse(files(rest), { onPart });
    await part;
    assert.equal((await saksi.search({ query: "Bangkok" })).total, 1);
    assert.equal((await saksi.search({ query: "ដោះលែង" })).total, 0);
    letGo();
    assert.equal((await report).added.length, 3);
    assert.ok(Buffer.from(await saksi.bytes()).equals(await madeAtOnce([{ "treason.txt": before }, rest])));
    assert.equal(asked.filter(({ kind }) => kind === "combine").length, parts.length + 2, "nothing more is put together than is shown");
    assert.equal(started(), 4, "no worker was started for a part");
    saksi.close();
});

test("what is decided while files are read holds for all of them", async () => {
    const { connect, letGo } = heldBack("khmer.txt");
    const saksi = new Saksi({ build: "full", connect });
    await saksi.analyse(files({ "arrest.txt": DOCUMENTS["arrest.txt"] }));
    const [{ id }] = (await saksi.search({ query: "" })).hits;
    const decisions = JSON.stringify({
        saksi: "decisions",
        version: 1,
        decisions: [
            { do: "rename", entity: { type: "PER", name: "Chan Dara" }, name: "Chan D. é" },
            { do: "date", document: id, title: "Teacher arrested", date: "2021-05" },
        ],
    });
    const { part, onPart } = partOf(3);
    const report = saksi.analyse(files(DOCUMENTS), { onPart });
    await part;
    // At once with the end of the analysis: one after the other, whichever is first.
    const decided = saksi.decide(decisions);
    letGo();
    await Promise.all([decided, report]);
    assert.equal((await saksi.summary()).documents, 4);
    assert.ok((await saksi.entities()).some(({ name }) => name === "Chan D. é"));
    assert.equal((await saksi.document(id)).published?.when.value, "2021-05");
    const whole = await madeAtOnce([{ "arrest.txt": DOCUMENTS["arrest.txt"] }, DOCUMENTS], decisions);
    assert.ok(Buffer.from(await saksi.bytes()).equals(whole));
    saksi.close();
});

test("a date that is put back while files are read stays so, though an archive among them keeps it", async () => {
    const source = new Saksi({ build: "full", connect: loopback });
    await source.analyse(files({ "arrest.txt": DOCUMENTS["arrest.txt"] }));
    const [{ id }] = (await source.search({ query: "" })).hits;
    const file = (/** @type {unknown[]} */ decisions) => JSON.stringify({ saksi: "decisions", version: 1, decisions });
    await source.decide(file([{ do: "date", document: id, title: "", date: "2021-05" }]));
    const archive = new File([await source.bytes()], "corrected.saksi");
    source.close();

    const { connect, letGo } = heldBack("khmer.txt");
    const saksi = new Saksi({ build: "full", connect });
    const { part, onPart } = partOf(1);
    const report = saksi.analyse([archive, ...files({ "khmer.txt": DOCUMENTS["khmer.txt"] })], { onPart });
    await part;
    assert.equal((await saksi.document(id)).published?.when.value, "2021-05");
    await saksi.decide(file([]));
    letGo();
    await report;
    assert.equal((await saksi.summary()).documents, 2);
    assert.equal((await saksi.document(id)).published?.when.value, "2019-03-14");
    saksi.close();
});

test("where the whole cannot be put together, the part stays open", async () => {
    const { connect, letGo } = heldBack("khmer.txt");
    let broken = false;
    const failing = () => {
        const port = connect();
        const post = port.postMessage;
        port.postMessage = (/** @type {any} */ message, /** @type {any} */ transfer) => {
            if (message.kind === "combine" && broken) message.params.decisions = "no decisions";
            post(message, transfer);
        };
        return port;
    };
    const saksi = new Saksi({ build: "full", connect: failing });
    const { part, onPart } = partOf(3);
    const report = saksi.analyse(files(DOCUMENTS), { onPart });
    await part;
    broken = true;
    letGo();
    await assert.rejects(report, hasCode("decisions"));
    assert.equal((await saksi.summary()).documents, 3);
    saksi.close();
});

test("a part that cannot be put together breaks nothing", async () => {
    const { connect, letGo } = heldBack("khmer.txt");
    let combined = 0;
    const { promise: part, resolve: tried } = promised();
    const failing = () => {
        const port = connect();
        const post = port.postMessage;
        port.postMessage = (/** @type {any} */ message, /** @type {any} */ transfer) => {
            if (message.kind === "combine" && ++combined === 1) {
                message.params.decisions = "no decisions";
                tried();
            }
            post(message, transfer);
        };
        return port;
    };
    const saksi = new Saksi({ build: "full", connect: failing });
    const report = saksi.analyse(files(DOCUMENTS), { onPart: () => assert.fail("no part was put together") });
    await part;
    letGo();
    assert.equal((await report).added.length, 4);
    assert.ok(Buffer.from(await saksi.bytes()).equals(await madeAtOnce([DOCUMENTS])));
    saksi.close();
});

test("what needs a worker where all are busy waits for one, and starts none", async () => {
    const { connect, letGo, started } = heldBack("khmer.txt");
    const saksi = new Saksi({ build: "full", connect });
    await saksi.analyse(files({ "before.txt": DOCUMENTS["treason.txt"] }));
    const controller = new AbortController();
    // Both that analyse are ended; the spare is left alone.
    const { promise: begun, resolve: begin } = promised();
    const stopped = saksi.analyse(files({ "arrest.txt": DOCUMENTS["arrest.txt"], "khmer.txt": DOCUMENTS["khmer.txt"] }), {
        signal: controller.signal,
        onProgress: begin,
    });
    await begun;
    controller.abort();
    assert.equal((await stopped).stopped, true);
    const report = saksi.analyse(files(DOCUMENTS), { onPart: () => {} });
    const decided = saksi.decide(JSON.stringify({ saksi: "decisions", version: 1, decisions: [] }));
    await saksi.search({ query: "treason" });
    letGo();
    await Promise.all([decided, report]);
    assert.equal((await saksi.summary()).documents, 4);
    assert.equal(started(), 4, "no other was started");
    saksi.close();
});

test("closing while files are read ends every worker", async () => {
    const { connect } = heldBack("khmer.txt");
    let alive = 0;
    const counted = () => {
        alive += 1;
        const port = connect();
        const { terminate } = port;
        let ended = false;
        return {
            ...port,
            terminate: () => {
                if (!ended) alive -= 1;
                ended = true;
                terminate();
            },
        };
    };
    const saksi = new Saksi({ build: "full", connect: counted });
    const { part, onPart } = partOf(3);
    const controller = new AbortController();
    const report = saksi.analyse(files(DOCUMENTS), { signal: controller.signal, onPart });
    await part;
    assert.equal(alive, 4);
    controller.abort();
    saksi.close();
    await assert.rejects(report, hasCode("closed"));
    assert.equal(alive, 0);
});

test("the reader build says that it cannot analyse", async () => {
    const saksi = new Saksi({ connect: loopback });
    await assert.rejects(saksi.analyse(files(DOCUMENTS)), hasCode("unsupported"));
    saksi.close();
});

/**
 * A server of one file, whose answers a case may spoil.
 * @param {Uint8Array} bytes
 * @param {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse, asked: number) => boolean} [spoil]
 */
async function serveBytes(bytes, spoil = () => false) {
    /** @type {[number, number][]} */
    const ranges = [];
    let asked = 0;
    const server = createServer((request, response) => {
        asked += 1;
        if (spoil(request, response, asked)) return;
        const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
        if (start === undefined) {
            response.writeHead(200).end(bytes);
            return;
        }
        const to = Math.min(Number(end) + 1, bytes.length);
        ranges.push([Number(start), to]);
        response.writeHead(206, { "Content-Range": `bytes ${start}-${to - 1}/${bytes.length}`, ETag: '"1"' });
        response.end(bytes.subarray(Number(start), to));
    });
    await new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(undefined)));
    after(() => server.closeAllConnections());
    after(() => server.close());
    return { url: `http://127.0.0.1:${server.address().port}/archive.saksi`, ranges };
}

test("of a large archive at a URL only parts are fetched, each of them once", async () => {
    const bytes = await archiveOf(manyTexts());
    const { url, ranges } = await serveBytes(bytes);
    const saksi = await Saksi.open(url, { connect: loopback });
    const [{ total, hits }, again] = await Promise.all([saksi.search({ query: "matter31" }), saksi.search({ query: "matter31" })]);
    assert.ok(total > 0);
    assert.equal(again.total, total);
    assert.match((await saksi.document(hits[0].id)).text, /matter31\b/);
    const fetched = ranges.reduce((sum, [start, end]) => sum + end - start, 0);
    assert.ok(fetched < bytes.length, `${fetched} of ${bytes.length} bytes`);
    const keys = ranges.map((range) => range.join("-"));
    assert.equal(new Set(keys).size, keys.length, "no range is fetched twice");
    saksi.close();
});

test("a server without ranges is read whole, and that is said", async () => {
    const bytes = await archiveOf(DOCUMENTS);
    const { url } = await serveBytes(bytes, (_, response) => {
        response.writeHead(200).end(bytes);
        return true;
    });
    /** @type {any[]} */
    const notices = [];
    const saksi = await Saksi.open(new URL(url), { connect: loopback, onNotice: (notice) => notices.push(notice) });
    assert.equal((await saksi.summary()).documents, 4);
    assert.deepEqual(notices, [{ code: "no-ranges", url, bytes: bytes.length }]);
    saksi.close();
});

test("the tagger is fetched once, every worker gets it, and its absence is said", async () => {
    const tagger = new Uint8Array(await readFile(new URL("../../models/entity-tagger.bin", import.meta.url)));
    /** @type {(number | undefined)[]} */
    const given = [];
    const load = async (/** @type {any} */ _, /** @type {any} */ module, /** @type {Uint8Array<ArrayBuffer>} */ held) => {
        given.push(held?.length);
        api.loadTagger(held ?? tagger);
        return { api, module: module ?? {}, tagger: held ?? tagger.slice() };
    };
    const saksi = new Saksi({ build: "full", connect: () => loopback(undefined, undefined, load) });
    await saksi.prepare();
    assert.deepEqual(given, [undefined, tagger.length, tagger.length, tagger.length]);
    assert.throws(() => api.loadTagger(tagger.subarray(1)), /SHA-256/);
    saksi.close();

    /** @type {any[]} */
    const notices = [];
    const without = async () => ({ api, module: /** @type {any} */ ({}), untagged: "it is gone" });
    const alone = new Saksi({ build: "full", connect: () => loopback(undefined, undefined, without), onNotice: (notice) => notices.push(notice) });
    await alone.analyse(files({ "a.txt": "Kem Sokha was arrested in Kampot." }));
    assert.deepEqual(notices[0], { code: "no-tagger", why: "it is gone" });
    alone.close();
});

test("a server that misbehaves is named, with what it answered", async () => {
    const large = new Uint8Array(200_000);
    const check = async (spoil, expected) => {
        const { url } = await serveBytes(large, spoil);
        const read = async () => (await openSource(url)).read(100_000, 100_010);
        await assert.rejects(read(), (error) => {
            assert.equal(error.code, "network");
            assert.equal(error.url, url);
            assert.match(error.message, expected);
            return true;
        });
    };
    await check((_, response) => (response.writeHead(404).end(), true), /answered 404/);
    await check((_, response) => (response.writeHead(206).end("x"), true), /Content-Range/);
    await check((_, response) => (response.writeHead(206, { "Content-Range": "bytes 0-16383/200000" }).end("short"), true), /16384 bytes, found 5/);
    await check((_, response, asked) => {
        if (asked === 1) return false;
        response.writeHead(206, { "Content-Range": "bytes 100000-100009/200000", ETag: '"2"' }).end(large.subarray(0, 10));
        return true;
    }, /replaced on its server/);
    await check((_, response, asked) => asked > 1 && (response.writeHead(200).end(large), true), /expected 206/);
    await assert.rejects(openSource("http://127.0.0.1:9/archive.saksi"), (error) => error.code === "network" && error.url.endsWith("archive.saksi"));
});

test("a file is read by slices", async () => {
    const source = await openSource(new File([new Uint8Array([1, 2, 3, 4, 5])], "a.saksi"));
    assert.equal(source.length, 5);
    assert.deepEqual([...(await source.read(1, 3))], [2, 3]);
});
