// Saksi for the side-by-side harness: `BENCH_ADAPTER=$PWD/bench/adapter.mjs node run.mjs --engines external`.
// Nothing is set for the test: passages go in, a query comes as it was typed, ordinals come out.

import { readFileSync } from "node:fs";

const { initSync, ArchiveHandle, PassageBuilder } = await import("../pkg/full/saksi.js");
const wasm = initSync({ module: readFileSync(new URL("../pkg/full/saksi_bg.wasm", import.meta.url)) });

/** @type {Record<string, (query: string) => string>} */
const MODES = {
    and: (query) => query.replace(/["“”]/g, " ").split(/\s+/).filter(Boolean).map((word) => `"${word}"`).join(" "),
    phrase: (query) => `"${query.replace(/["“”]/g, " ")}"`,
    prefix: (query) => `${query}*`,
    fuzzy: (query) => query.split(/\s+/).filter(Boolean).map((word) => `${word}~`).join(" "),
};

/** A query in Saksi's own language; of a mode that it has no way of writing, as it was typed. @param {string} query @param {string} [mode] */
export const typed = (query, mode = "") => MODES[mode]?.(query) ?? query;

export default () => {
    /** @type {Uint8Array} */
    let bytes;
    /** @type {ArchiveHandle} */
    let archive;
    return {
        pkg: "saksi",
        /** @param {{ id: string, title: string, text: string }[]} docs */
        build(docs) {
            const builder = new PassageBuilder();
            for (const { id, title, text } of docs) builder.add(String(id), title, text);
            bytes = builder.finish();
        },
        serialise: () => Buffer.from(bytes),
        /** @param {Buffer} buffer */
        load(buffer) {
            archive = ArchiveHandle.fromBytes(buffer);
        },
        /** @param {string} query @param {number} k @param {string} [mode] */
        search(query, k, mode) {
            const answer = archive.ordinals({ query: typed(query, mode), limit: k });
            if (!("ready" in answer)) throw new Error("bytes are missing of an archive that is held whole");
            return answer.ready;
        },
        wasmBytes: () => wasm.memory.buffer.byteLength,
    };
};
