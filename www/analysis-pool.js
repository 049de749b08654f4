// Workers that analyse files, a few at a time. Stopping ends the workers that are busy and nothing else.
//
// Workers are started ahead of need, because starting one is a request to the server, and the page makes none once it
// has loaded. Where none is idle, work waits for one that is busy; where no spare is left, a stopped worker is left to
// finish its file, and what it found is dropped.

import { SaksiError, cancelled } from "./protocol.js";

/** @import { AnalysisSettings } from "../pkg/full/saksi.js" */
/** @import { Analysis, Combination, Combined } from "./protocol.js" */
/** @import { Connection } from "./connection.js" */

/** @typedef {{ source: string, file: Blob }} Input */
/** @typedef {{ source: string, analysis: Analysis } | { source: string, error: SaksiError }} Outcome */
/** @typedef {{ done: number, total: number, source: string }} Progress */

export class AnalysisPool {
    /** @type {Promise<Connection>[]} */
    #idle = [];
    /** Workers at work, those too that finish what nobody waits for. @type {Set<Connection>} */
    #working = new Set();
    /** How many are taken: those at work and those that are being started. */
    #taken = 0;
    /** Wakes those who wait for a worker, in turn. @type {(() => void)[]} */
    #waiting = [];
    #closed = false;
    #start;
    #size;

    /**
     * @param {() => Promise<Connection>} start starts a worker of the full build
     * @param {{ size: number, spares: number }} options
     */
    constructor(start, { size, spares }) {
        this.#start = start;
        this.#size = size;
        for (let i = 0; i < size + spares; i += 1) {
            const worker = start();
            // Whoever takes the worker learns that it did not start; nobody may take it.
            worker.catch(() => {});
            this.#idle.push(worker);
        }
    }

    /** Resolves once every worker that was started ahead is ready. */
    async ready() {
        await Promise.all(this.#idle);
    }

    /** @returns {Promise<Connection>} */
    async #take() {
        while (this.#idle.length === 0 && this.#taken > 0 && !this.#closed) {
            await new Promise((wake) => this.#waiting.push(() => wake(undefined)));
        }
        if (this.#closed) throw closed();
        this.#taken += 1;
        let worker;
        try {
            worker = await (this.#idle.shift() ?? this.#start());
        } catch (error) {
            this.#taken -= 1;
            this.#waiting.shift()?.();
            throw error;
        }
        this.#working.add(worker);
        if (!this.#closed) return worker;
        this.#giveBack(worker);
        throw closed();
    }

    /** @param {Connection} worker */
    #giveBack(worker) {
        this.#working.delete(worker);
        this.#taken -= 1;
        if (this.#closed) worker.terminate();
        if (!worker.broken) this.#idle.push(Promise.resolve(worker));
        this.#waiting.shift()?.();
    }

    /**
     * Ends a worker, or, where that would leave none, lets it finish.
     * @param {Connection} worker
     * @param {Promise<unknown>} work
     */
    #abandon(worker, work) {
        if (this.#idle.length > 0) {
            worker.terminate();
            this.#giveBack(worker);
            return;
        }
        const finished = () => this.#giveBack(worker);
        work.then(finished, finished);
    }

    /**
     * Analyses files; one that fails does not stop the others. Once `signal` aborts, what is done is returned.
     * @param {Input[]} files
     * @param {AnalysisSettings} settings
     * @param {{
     *   signal?: AbortSignal, onProgress?: (progress: Progress, outcome: Outcome, soFar: () => Outcome[]) => void,
     * }} options `soFar`: all outcomes until then
     * @returns {Promise<Outcome[]>} in the order of the files, without those that were not analysed
     */
    async analyse(files, settings, { signal, onProgress = () => {} }) {
        /** @type {(Outcome | undefined)[]} */
        const outcomes = files.map(() => undefined);
        const soFar = () => outcomes.filter((outcome) => outcome !== undefined);
        let next = 0;
        let done = 0;
        const work = async () => {
            while (next < files.length && !signal?.aborted) {
                const index = next;
                next += 1;
                const outcome = await this.#analyseOne(files[index], settings, signal);
                if (!outcome) return;
                outcomes[index] = outcome;
                done += 1;
                onProgress({ done, total: files.length, source: files[index].source }, outcome, soFar);
            }
        };
        const workers = Math.min(this.#size, Math.max(this.#idle.length, 1), files.length);
        await Promise.all(Array.from({ length: workers }, work));
        return soFar();
    }

    /**
     * @param {Input} input
     * @param {AnalysisSettings} settings
     * @param {AbortSignal} [signal]
     * @returns {Promise<Outcome | undefined>} `undefined`: it was stopped
     */
    async #analyseOne({ source, file }, settings, signal) {
        try {
            const analysis = await this.#run((worker) => worker.call("analyse", { file, source, settings }), signal);
            return { source, analysis };
        } catch (error) {
            if (!(error instanceof SaksiError) || error.code === "closed") throw error;
            if (error.code === "cancelled") return undefined;
            error.source ??= source;
            return { source, error };
        }
    }

    /**
     * @param {Combination} combination
     * @param {{ copied?: boolean }} [options] `copied`: its bytes are needed again; otherwise they are handed over
     * @returns {Promise<Combined>}
     */
    combine(combination, { copied = false } = {}) {
        const transfer = copied ? [] : combination.files.map(({ segment }) => segment.buffer);
        if (combination.archive && !copied) transfer.push(combination.archive.buffer);
        return this.#run((worker) => worker.call("combine", combination, { transfer }));
    }

    /**
     * @template T
     * @param {(worker: Connection) => Promise<T>} job
     * @param {AbortSignal} [signal]
     * @returns {Promise<T>}
     */
    async #run(job, signal) {
        const worker = await this.#take();
        if (signal?.aborted) {
            this.#giveBack(worker);
            throw cancelled("analysis");
        }
        const work = job(worker);
        /** @type {(() => void) | undefined} */
        let stop;
        const stopped = new Promise((_, reject) => {
            stop = () => reject(cancelled("analysis"));
            signal?.addEventListener("abort", stop, { once: true });
        });
        try {
            const answer = /** @type {T} */ (await Promise.race([work, stopped]));
            this.#giveBack(worker);
            return answer;
        } catch (error) {
            const code = error instanceof SaksiError ? error.code : "";
            if (code === "cancelled") {
                this.#abandon(worker, work);
            } else {
                if (code === "crashed") worker.terminate();
                this.#giveBack(worker);
            }
            throw error;
        } finally {
            if (stop) signal?.removeEventListener("abort", stop);
        }
    }

    /** Ends every worker; work that waits for one is rejected. */
    close() {
        this.#closed = true;
        const workers = this.#idle;
        this.#idle = [];
        for (const worker of workers) worker.then((started) => started.terminate()).catch(() => {});
        for (const worker of this.#working) worker.terminate();
        for (const wake of this.#waiting.splice(0)) wake();
    }
}

function closed() {
    return new SaksiError({ code: "closed", message: "the workers were ended" });
}
