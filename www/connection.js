// The page's end of the protocol: one worker, its requests under way, and how it is started.

import { PROTOCOL, SaksiError, cancelled } from "./protocol.js";

/** @import { Build, Calls, FromWorker, Kind, Notice, Started, ToWorker } from "./protocol.js" */

/**
 * What a connection needs of a worker. `fail` is called once if the worker breaks down.
 * @typedef {{
 *   postMessage(message: ToWorker, transfer: Transferable[]): void,
 *   onMessage(listener: (message: FromWorker) => void): void,
 *   onFailure(listener: (why: string) => void): void,
 *   terminate(): void,
 * }} Port
 */

/** @typedef {{ kind: Kind, resolve: (answer: any) => void, reject: (error: unknown) => void }} Pending */

export class Connection {
    /** @type {Map<number, Pending>} */
    #pending = new Map();
    #nextId = 1;
    /** @type {SaksiError | undefined} */
    #broken;
    #port;

    /**
     * @param {Port} port
     * @param {(notice: Notice) => void} [onNotice]
     */
    constructor(port, onNotice = () => {}) {
        this.#port = port;
        port.onMessage((message) => {
            if ("notice" in message) {
                onNotice(message.notice);
                return;
            }
            const pending = this.#pending.get(message.id);
            // An answer to a request that was cancelled comes too late: nobody waits for it.
            if (!pending) return;
            this.#pending.delete(message.id);
            if ("error" in message) pending.reject(new SaksiError(message.error));
            else pending.resolve(message.answer);
        });
        port.onFailure((why) => this.#fail(new SaksiError({ code: "crashed", message: why })));
    }

    /**
     * @template {Kind} K
     * @param {K} kind
     * @param {Calls[K]["params"]} params
     * @param {{ signal?: AbortSignal, transfer?: Transferable[] }} [options]
     * @returns {Promise<Calls[K]["answer"]>}
     */
    call(kind, params, { signal, transfer = [] } = {}) {
        if (this.#broken) return Promise.reject(this.#broken);
        if (signal?.aborted) return Promise.reject(cancelled(kind));
        const id = this.#nextId;
        this.#nextId += 1;
        return new Promise((resolve, reject) => {
            const cancel = () => {
                if (!this.#pending.delete(id)) return;
                this.#port.postMessage({ cancel: id }, []);
                reject(cancelled(kind));
            };
            signal?.addEventListener("abort", cancel, { once: true });
            const settle = (/** @type {(value: any) => void} */ done) => (/** @type {any} */ value) => {
                signal?.removeEventListener("abort", cancel);
                done(value);
            };
            this.#pending.set(id, { kind, resolve: settle(resolve), reject: settle(reject) });
            this.#port.postMessage(/** @type {ToWorker} */ ({ id, kind, params }), transfer);
        });
    }

    /**
     * Loads the bindings.
     * @param {Build} build
     * @param {Partial<Started>} [before] what another worker of the same build has: the compiled module, the tagger
     * @returns {Promise<Started>}
     */
    start(build, { module, tagger } = {}) {
        return this.call("start", { protocol: PROTOCOL, build, module, tagger });
    }

    get broken() {
        return this.#broken !== undefined;
    }

    /** Ends the worker at once; what it was doing is rejected as `closed`. */
    terminate() {
        this.#port.terminate();
        this.#fail(new SaksiError({ code: "closed", message: "the worker was ended" }));
    }

    /** @param {SaksiError} error */
    #fail(error) {
        this.#broken ??= error;
        const pending = [...this.#pending.values()];
        this.#pending.clear();
        for (const { reject } of pending) reject(error);
    }
}

const WORKER = new URL("./worker.js", import.meta.url).href;

/** @type {{ createScriptURL(url: string): string } | undefined} */
let policy;

/**
 * The worker's address, blessed where the page enforces Trusted Types; no other address passes.
 * @returns {string}
 */
function workerUrl() {
    const { trustedTypes } = /** @type {{ trustedTypes?: { createPolicy(name: string, rules: object): any } }} */ (
        globalThis
    );
    policy ??= trustedTypes?.createPolicy("saksi", {
        createScriptURL(/** @type {string} */ url) {
            if (url !== WORKER) throw new TypeError(`not Saksi’s worker: ${url}`);
            return url;
        },
    });
    return policy ? policy.createScriptURL(WORKER) : WORKER;
}

/**
 * Starts a worker.
 * @returns {Port}
 */
export function startWorker() {
    const worker = new Worker(workerUrl(), { type: "module", name: "saksi" });
    return {
        postMessage: (message, transfer) => worker.postMessage(message, transfer),
        onMessage: (listener) => worker.addEventListener("message", ({ data }) => listener(data)),
        onFailure(listener) {
            worker.addEventListener("error", (event) => {
                event.preventDefault();
                listener(event.message || `the worker ${WORKER} cannot be loaded`);
            });
            worker.addEventListener("messageerror", () => listener("a message from the worker cannot be read"));
        },
        terminate: () => worker.terminate(),
    };
}
