// What a page far away fetches of an archive, and how long a page that holds it waits; as JSON.
//
//     node bench/reading.mjs ARCHIVE QUERIES.json
//
// The queries are a list of { text, class }. `kb` is the mean over the queries of a class of what a reader that holds
// nothing fetches to show ten hits with their passages, `counted` with the facets too, `p50` and `p99` the milliseconds for
// all of it where everything is held. Times of a query are those of the fastest of five runs.

import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

import { typed } from "./adapter.mjs";

const { ArchiveHandle } = await import("../pkg/full/saksi.js");
const [archive, queries] = [process.argv[2] ?? "", process.argv[3] ?? ""].map((path) => readFileSync(path));
if (!archive || !queries) throw new Error("an archive and queries are needed");

/** @template T @typedef {{ ready: T } | { missing: [start: number, end: number][] }} Step */

/** Answers a call of a reader that holds nothing yet, and counts. @param {(handle: ArchiveHandle) => Step<unknown>} call */
const cold = (call) => {
    const handle = ArchiveHandle.remote(archive.length);
    let [bytes, rounds, requests] = [0, 0, 0];
    for (;;) {
        const step = call(handle);
        if ("ready" in step) break;
        rounds += 1;
        for (const [start, end] of step.missing) {
            handle.supply(start, archive.subarray(start, end));
            bytes += end - start;
            requests += 1;
        }
    }
    handle.free();
    return { kb: bytes / 1000, rounds, requests };
};

/** @param {number[]} list @param {number} part */
const percentile = (list, part) => list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))] ?? 0;
/** @param {number[]} list */
const mean = (list) => list.reduce((sum, one) => sum + one, 0) / list.length;

const held = ArchiveHandle.fromBytes(archive);
/** @param {string} query */
const fastest = (query) => {
    const runs = Array.from({ length: 5 }, () => {
        const start = performance.now();
        held.search({ query });
        return performance.now() - start;
    });
    return Math.min(...runs);
};

/** @type {Map<string, string[]>} */
const classes = new Map();
for (const { text, class: name } of JSON.parse(queries.toString())) {
    classes.set(name, [...(classes.get(name) ?? []), typed(text, name)]);
}
const report = [...classes].map(([name, list]) => {
    const fetched = list.map((query) => cold((handle) => handle.search({ query, facets: false })));
    const counted = list.map((query) => cold((handle) => handle.search({ query })).kb);
    const times = list.map(fastest);
    return [name, {
        kb: mean(fetched.map((one) => one.kb)), most: Math.max(...fetched.map((one) => one.kb)),
        counted: mean(counted), rounds: mean(fetched.map((one) => one.rounds)), requests: mean(fetched.map((one) => one.requests)),
        p50: percentile(times, 0.5), p99: percentile(times, 0.99),
    }];
});
// A query of which nothing is understood needs the head alone.
const open = cold((handle) => handle.ordinals({ query: '"' })).kb;
console.log(JSON.stringify({ open, classes: Object.fromEntries(report) }));
