// Prints what a page loads, raw and compressed with brotli (quality 11), and with --check fails where a bound of
// docs/MEASURES.md is passed.

import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

/** @param {string} file */
const measure = (file) => {
    const bytes = readFileSync(file);
    const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    return { raw: bytes.length, brotli: brotli.length };
};

/** @param {string[]} files */
const sum = (files) =>
    files.map(measure).reduce((a, b) => ({ raw: a.raw + b.raw, brotli: a.brotli + b.brotli }), { raw: 0, brotli: 0 });

/** Every file of the page below a folder. @param {string} folder @returns {string[]} */
const below = (folder) =>
    readdirSync(folder).flatMap((name) => {
        const path = join(folder, name);
        if (statSync(path).isDirectory()) return below(path);
        return /\.(js|css|html)$/.test(name) ? [path] : [];
    });

/** The tables of models/ that are part of the full module: `docs/MEASURES.md` bounds it without them. */
const TABLES = [
    "character-names.txt",
    "words.txt",
    "word-kinds.tsv",
    "names-given.txt",
    "names-family.txt",
    "cities.txt",
    "world.tsv",
    "asia.tsv",
    "khmer-names.tsv",
    "khmer-words.tsv",
    "khmer-boundary.bin",
].map((name) => join("models", name));

const KB = 1000;
const full = measure("pkg/full/saksi_bg.wasm");
const tables = sum(TABLES);
const rows = [
    { what: "reader module (wasm)", bound: 130 * KB, ...measure("pkg/reader/saksi_bg.wasm") },
    { what: "reader glue (js)", bound: undefined, ...measure("pkg/reader/saksi.js") },
    { what: "full module (wasm), with its tables", bound: undefined, ...full },
    {
        what: "full module without its tables (their size alone taken off)",
        bound: 500 * KB,
        raw: full.raw - tables.raw,
        brotli: full.brotli - tables.brotli,
    },
    { what: "full glue (js)", bound: undefined, ...measure("pkg/full/saksi.js") },
    { what: "page: every script, style and page of www/", bound: undefined, ...sum(below("www")) },
];

const kb = (/** @type {number} */ bytes) => (bytes / KB).toFixed(1);
console.log("| what | raw KB | brotli KB | bound, brotli KB |\n|---|---|---|---|");
for (const { what, raw, brotli, bound } of rows) {
    console.log(`| ${what} | ${kb(raw)} | ${kb(brotli)} | ${bound ? kb(bound) : ""} |`);
}
if (process.argv.includes("--check")) {
    const over = rows.filter((row) => row.bound && row.brotli > row.bound);
    for (const row of over) console.error(`✗ ${row.what}: ${kb(row.brotli)} KB is over ${kb(row.bound ?? 0)} KB`);
    process.exit(over.length === 0 ? 0 : 1);
}
