// Measures the full module in Node: bytes to an archive, opening, queries, memory. `tools/measure` runs it.
//
//     node bench/wasm.mjs FOLDER

import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";

const { initSync, annotate, combine, loadTagger, ArchiveHandle } = await import("../pkg/full/saksi.js");
const wasm = initSync({ module: readFileSync("pkg/full/saksi_bg.wasm") });

/** @param {string} folder @returns {string[]} */
const below = (folder) =>
    readdirSync(folder)
        .sort()
        .flatMap((name) => {
            const path = join(folder, name);
            return statSync(path).isDirectory() ? below(path) : [path];
        });

/** Milliseconds of the fastest run, over half a second at least. @param {() => void} stage */
const best = (stage) => {
    let fastest = Infinity;
    const begun = performance.now();
    while (performance.now() - begun < 500) {
        const start = performance.now();
        stage();
        fastest = Math.min(fastest, performance.now() - start);
    }
    return fastest;
};

const mebibytes = () => (wasm.memory.buffer.byteLength / 2 ** 20).toFixed(1);
const folder = process.argv[2] ?? "samples/documents";
const files = below(folder).map((path) => ({ path, bytes: readFileSync(path) }));
const input = files.reduce((sum, file) => sum + file.bytes.length, 0);
const atStart = mebibytes();

/** @param {{ pack?: string }} settings */
const analyse = (settings = {}) =>
    files.flatMap((file) => {
        try {
            return [annotate(file.bytes, file.path, settings).segment];
        } catch {
            return [];
        }
    });
const annotateMs = best(() => analyse());
const segments = analyse();
const combineMs = best(() => combine(segments));
const bytes = combine(segments).archive;
const afterBuild = mebibytes();
const openMs = best(() => ArchiveHandle.fromBytes(bytes).free());

console.log(`${files.length} files, ${(input / 1e6).toFixed(2)} MB, below ${folder}; Node ${process.version}\n`);
console.log("| stage, in wasm | |\n|---|---|");
console.log(`| bytes to annotated, indexed segments | ${(input / 1e3 / annotateMs).toFixed(2)} MB/s |`);
console.log(`| segments to an archive (resolve, merge, assemble) | ${(input / 1e3 / combineMs).toFixed(1)} MB/s |`);
console.log(`| opening the archive (${bytes.length} bytes, held whole) | ${openMs.toFixed(2)} ms |`);
console.log(`| wasm memory at start, after building | ${atStart}, ${afterBuild} MiB |`);

const handle = ArchiveHandle.fromBytes(bytes);
console.log("\n| query, in wasm | documents | ms |\n|---|---|---|");
for (const query of ["election", "Kem Sokha", '"treason" -Thailand', "កឹម សុខា"]) {
    const answer = handle.search({ query });
    if (!("ready" in answer)) throw new Error(`no answer for ${query}`);
    console.log(`| \`${query}\` | ${answer.ready.total} | ${best(() => handle.search({ query })).toFixed(2)} |`);
}

// Last, since a module's memory never shrinks: what the page holds when it reads a person's own files.
loadTagger(readFileSync("models/entity-tagger.bin"));
const pack = readFileSync("models/cambodia.pack.json", "utf8");
const taggedMs = best(() => analyse({ pack }));
combine(analyse({ pack }), pack);
console.log("\n| with the trained tagger and the *Cambodia* pack, in wasm | |\n|---|---|");
console.log(`| bytes to annotated, indexed segments | ${(input / 1e3 / taggedMs).toFixed(2)} MB/s |`);
console.log(`| wasm memory after building | ${mebibytes()} MiB |`);
