// Asks an archive handle, fetches the byte ranges that it lacks, supplies them and asks again.

import { SaksiError } from "./protocol.js";

/** @import { ArchiveHandle, Step } from "../pkg/reader/saksi.js" */
/** @import { Source } from "./source.js" */

/** @typedef {{ start: number, end: number }} Bytes A half-open range of the file. */

/** A question that is not answered after this many rounds never will be: the archive is damaged. */
const MOST_ROUNDS = 64;

/** Ranges nearer to one another than this are fetched in one request: a request costs more than the bytes between. */
const WORTH_ONE_REQUEST = 8 * 1024;

export class ArchiveReader {
    /** @type {Set<Bytes & { done: Promise<void> }>} */
    #underWay = new Set();
    #closed = false;

    /**
     * @param {{ fromBytes(bytes: Uint8Array): ArchiveHandle, remote(length: number): ArchiveHandle }} handles
     * @param {Source} source
     */
    constructor(handles, source) {
        this.source = source;
        this.handle = source.whole ? handles.fromBytes(source.whole) : handles.remote(source.length);
        if (source.held) this.handle.supply(source.held.start, source.held.bytes);
    }

    /**
     * @template T
     * @param {(handle: ArchiveHandle) => Step<T>} question
     * @param {() => void} [throwIfCancelled] called before each round
     * @returns {Promise<T>}
     */
    async ask(question, throwIfCancelled = () => {}) {
        for (let round = 0; round < MOST_ROUNDS; round += 1) {
            throwIfCancelled();
            if (this.#closed) throw new SaksiError({ code: "closed", message: "the archive was closed" });
            const step = question(this.handle);
            if ("ready" in step) return step.ready;
            await this.#fetch(step.missing.map(([start, end]) => ({ start, end })));
        }
        const message = `the archive asked for more bytes ${MOST_ROUNDS} times: it is damaged`;
        throw new SaksiError({ code: "archive", message });
    }

    /** @param {Bytes[]} missing */
    async #fetch(missing) {
        for (const range of joinNear(missing)) {
            for (const part of without(range, [...this.#underWay])) this.#start(part);
        }
        const needed = [...this.#underWay].filter((job) => missing.some((range) => overlap(job, range)));
        await Promise.all(needed.map((job) => job.done));
    }

    /** @param {Bytes} range */
    #start({ start, end }) {
        const job = {
            start,
            end,
            done: this.source
                .read(start, end)
                .then((bytes) => {
                    if (!this.#closed) this.handle.supply(start, bytes);
                })
                .finally(() => this.#underWay.delete(job)),
        };
        this.#underWay.add(job);
    }

    close() {
        this.#closed = true;
        this.handle.free();
    }
}

/**
 * @param {Bytes[]} ranges
 * @returns {Bytes[]}
 */
export function joinNear(ranges) {
    const sorted = [...ranges].sort((a, b) => a.start - b.start);
    /** @type {Bytes[]} */
    const joined = [];
    for (const { start, end } of sorted) {
        const last = joined.at(-1);
        if (last && start - last.end <= WORTH_ONE_REQUEST) last.end = Math.max(last.end, end);
        else joined.push({ start, end });
    }
    return joined;
}

/**
 * The parts of a range that lie in none of the others.
 * @param {Bytes} range
 * @param {Bytes[]} others
 * @returns {Bytes[]}
 */
export function without(range, others) {
    let parts = [range];
    for (const other of others) {
        parts = parts.flatMap(({ start, end }) =>
            [
                { start, end: Math.min(end, other.start) },
                { start: Math.max(start, other.end), end },
            ].filter((part) => part.start < part.end),
        );
    }
    return parts;
}

/**
 * @param {Bytes} a
 * @param {Bytes} b
 */
function overlap(a, b) {
    return a.start < b.end && b.start < a.end;
}
