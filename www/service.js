// What a worker does: takes requests from a port, holds one archive, answers. Knows nothing of workers, so that a test
// can run it behind any MessagePort.

import { ArchiveReader } from "./archive-reader.js";
import { namesDecided } from "./decisions.js";
import { PROTOCOL, SaksiError, cancelled, errorData, isArchive } from "./protocol.js";
import { openSource, readFile } from "./source.js";

/** @import * as Full from "../pkg/full/saksi.js" */
/** @import { Build, Calls, FromWorker, Kind, ToWorker } from "./protocol.js" */

/** @typedef {typeof Full} Module The bindings; the reader build lacks those that analyse and export. */
/**
 * @typedef {(build: Build, module?: WebAssembly.Module, tagger?: Uint8Array<ArrayBuffer>) =>
 *   Promise<{ api: Module, module: WebAssembly.Module, tagger?: Uint8Array<ArrayBuffer>, untagged?: string }>} Load
 * `untagged`: why the module has no tagger of names.
 */
/** @typedef {{ throwIfCancelled: () => void }} Context */
/** @typedef {{ [K in Kind]: (params: Calls[K]["params"], context: Context) => Promise<Calls[K]["answer"]> }} Answers */

/** The most that is read of one file, so that a wrong choice of file cannot exhaust the memory of a phone. */
const LARGEST_FILE = 256 * 1024 * 1024;

/**
 * @param {{ postMessage(message: FromWorker, transfer: Transferable[]): void,
 *     addEventListener(type: "message", listener: (event: MessageEvent<ToWorker>) => void): void }} port
 * @param {Load} load
 */
export function serve(port, load) {
    const answers = answering(load, (notice) => port.postMessage({ notice }, []));
    /** @type {Set<number>} */
    const waiting = new Set();

    port.addEventListener("message", async ({ data }) => {
        if ("cancel" in data) {
            waiting.delete(data.cancel);
            return;
        }
        const { id, kind, params } = data;
        waiting.add(id);
        const throwIfCancelled = () => {
            if (!waiting.has(id)) throw cancelled(kind);
        };
        try {
            // A cancellation may stand right behind its request: let it in before the work starts.
            await new Promise((next) => setTimeout(next, 0));
            throwIfCancelled();
            const answer = await ask(answers, kind, params, { throwIfCancelled });
            port.postMessage({ id, answer }, buffersOf(answer));
        } catch (error) {
            port.postMessage({ id, error: errorData(error) }, []);
        } finally {
            waiting.delete(id);
        }
    });
}

/**
 * @param {Answers} answers
 * @param {Kind} kind
 * @param {any} params
 * @param {Context} context
 */
function ask(answers, kind, params, context) {
    if (!Object.hasOwn(answers, kind)) {
        throw new SaksiError({ code: "protocol", message: `this worker does not know requests of kind "${kind}"` });
    }
    return /** @type {(params: any, context: Context) => Promise<unknown>} */ (answers[kind])(params, context);
}

/**
 * @param {Load} load
 * @param {(notice: import("./protocol.js").Notice) => void} onNotice
 * @returns {Answers}
 */
function answering(load, onNotice) {
    /** @type {Module | undefined} */
    let loaded;
    /** @type {ArchiveReader | undefined} */
    let reader;

    const api = () => {
        if (!loaded) throw new SaksiError({ code: "protocol", message: "the worker was not started" });
        return loaded;
    };
    const archive = () => {
        if (!reader) throw new SaksiError({ code: "closed", message: "no archive is open" });
        return reader;
    };

    return {
        async start({ protocol, build, module, tagger }) {
            if (protocol !== PROTOCOL) {
                const message = `the page speaks version ${protocol} of the protocol, its worker ${PROTOCOL}: reload the page`;
                throw new SaksiError({ code: "protocol", message });
            }
            const started = await load(build, module, tagger);
            loaded = started.api;
            if (started.untagged) onNotice({ code: "no-tagger", why: started.untagged });
            return { module: started.module, version: loaded.version(), tagger: started.tagger };
        },
        async open({ origin, whole, checked = false }, { throwIfCancelled }) {
            const source = await openSource(origin, { whole, onNotice });
            throwIfCancelled();
            if (checked && source.whole) checkSound(full(api()), source.whole);
            const opened = new ArchiveReader(api().ArchiveHandle, source);
            const summary = await opened.ask((handle) => handle.summary(), throwIfCancelled);
            // The archive before stays open until this one has proved readable.
            reader?.close();
            reader = opened;
            return summary;
        },
        async close() {
            reader?.close();
            reader = undefined;
            return true;
        },
        summary: (_, { throwIfCancelled }) => archive().ask((handle) => handle.summary(), throwIfCancelled),
        search: ({ request }, { throwIfCancelled }) =>
            archive().ask((handle) => handle.search(request), throwIfCancelled),
        document: ({ id }, { throwIfCancelled }) => archive().ask((handle) => handle.document(id), throwIfCancelled),
        entities: (_, { throwIfCancelled }) => archive().ask((handle) => handle.entities(), throwIfCancelled),
        timeline: (_, { throwIfCancelled }) => archive().ask((handle) => handle.timeline(), throwIfCancelled),
        quotes: ({ event }, { throwIfCancelled }) => archive().ask((handle) => handle.quotes(event), throwIfCancelled),
        decisions(_, { throwIfCancelled }) {
            full(api());
            return archive().ask((handle) => fully(handle).decisions(), throwIfCancelled);
        },
        bytes: () => archive().source.read(0, archive().source.length),
        formats: async () => full(api()).exportFormats(),
        profile({ entity, beside }, { throwIfCancelled }) {
            full(api());
            return archive().ask((handle) => fully(handle).profile(entity, beside), throwIfCancelled);
        },
        network({ types, most }, { throwIfCancelled }) {
            full(api());
            return archive().ask((handle) => fully(handle).network(types, most), throwIfCancelled);
        },
        suggestions({ decisions, pack }, { throwIfCancelled }) {
            full(api());
            return archive().ask((handle) => fully(handle).suggestions(decisions, pack), throwIfCancelled);
        },
        export({ format }, { throwIfCancelled }) {
            full(api());
            return archive().ask((handle) => fully(handle).exportFile(format), throwIfCancelled);
        },
        async analyse({ file, source, settings }) {
            if (file.size > LARGEST_FILE) {
                const message = `expected a file of at most ${LARGEST_FILE} bytes, found ${file.size}`;
                throw new SaksiError({ code: "too-large", message, source });
            }
            const bytes = await readFile(file, source);
            if (isArchive(source)) {
                const parts = full(api()).split(bytes);
                return { parts, warnings: [], ...decidedIn(api(), bytes) };
            }
            const { segment, documents, warnings } = full(api()).annotate(bytes, source, settings);
            return { parts: [{ segment, documents: documents.map(({ id }) => id) }], warnings };
        },
        async combine({ archive: before, files, pack, decisions }) {
            const segments = [];
            const known = new Set();
            for (const { segment, documents } of before ? full(api()).split(before) : []) {
                segments.push(segment);
                for (const id of documents) known.add(id);
            }
            /** @type {number[]} */
            const duplicates = [];
            for (const [index, { segment, documents }] of files.entries()) {
                if (documents.some((id) => known.has(id))) {
                    duplicates.push(index);
                    continue;
                }
                segments.push(segment);
                for (const id of documents) known.add(id);
            }
            return { ...full(api()).combine(segments, pack, decisions), duplicates };
        },
    };
}

/**
 * @param {Module} api
 * @returns {Module} if it is the full build
 */
function full(api) {
    if ("annotate" in api) return api;
    throw new SaksiError({ code: "unsupported", message: 'analysing and exporting need the full build: { build: "full" }' });
}

/**
 * A handle of the full build, which {@link full} made sure of.
 * @param {unknown} handle
 */
function fully(handle) {
    return /** @type {Full.ArchiveHandle} */ (handle);
}

/**
 * The decisions that an archive keeps, and whether its names show others that it does not keep.
 * @param {Module} api
 * @param {Uint8Array<ArrayBuffer>} bytes of the whole archive
 */
function decidedIn(api, bytes) {
    const handle = api.ArchiveHandle.fromBytes(bytes);
    try {
        const [kept, entities] = [handle.decisions(), handle.entities()];
        return {
            decisions: "ready" in kept ? kept.ready : undefined,
            decided: "ready" in entities && namesDecided(entities.ready),
        };
    } finally {
        handle.free();
    }
}

/**
 * Reads what an archive is built again of, and what the page shows before anything is asked.
 * @param {Module} api
 * @param {Uint8Array<ArrayBuffer>} bytes of the whole archive
 * @throws if it is damaged there
 */
function checkSound(api, bytes) {
    api.split(bytes);
    decidedIn(api, bytes);
    const handle = api.ArchiveHandle.fromBytes(bytes);
    try {
        handle.timeline();
    } finally {
        handle.free();
    }
}

/**
 * The buffers of an answer that are handed over rather than copied.
 * @param {unknown} answer
 * @returns {Transferable[]}
 */
function buffersOf(answer) {
    if (answer instanceof Uint8Array) return [/** @type {ArrayBuffer} */ (answer.buffer)];
    if (typeof answer !== "object" || answer === null) return [];
    return Object.values(answer)
        .filter((value) => value instanceof Uint8Array)
        .map((bytes) => bytes.buffer);
}
