// Saksi beside the search engines that a web page can load, in one run: `make bench`, or
//
//     node bench/peers.mjs [--harness FOLDER] [--data FOLDER] [--judged A,B] [--scale un10] [--engines A,B] [--budget 60]
//
// The harness and the collections lie beside this repository, for neither may be redistributed. The harness is copied
// to build/bench, for its packages are installed there. Every engine is built and queried in processes of its own, one
// after the other; the judged questions are asked whole, then cut to their three rarest words. The tables are printed
// and written into docs/MEASURES.md; what could not be had is named in them.

import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";

const root = resolve(import.meta.dirname, "..");
/** @param {string} name @param {string} otherwise */
const option = (name, otherwise) => {
    const at = process.argv.indexOf(`--${name}`);
    return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
};
const harness = resolve(root, option("harness", "../shared/score/search"));
const data = resolve(root, option("data", "../shared/data/search"));
const judged = option("judged", "cranfield,cisi,npl").split(",").filter(Boolean);
const scale = option("scale", "un10").split(",").filter(Boolean);
const budget = option("budget", "60");
const PEERS = "external,tantivy-wasm,sqlite-fts5,lunr,minisearch,minisearch+porter,orama+stem,flexsearch+suggest,pagefind,ref-bm25";
const wanted = option("engines", PEERS).split(",");
const work = join(root, "build/bench");
/** @type {string[]} */
const absent = [];

if (!existsSync(join(harness, "run.mjs")) || !existsSync(data)) {
    console.log(`No comparison: the harness is looked for in ${harness}, the collections in ${data}.`);
    process.exit(0);
}

/** @param {string} command @param {string[]} parts @param {string} cwd */
const run = (command, parts, cwd, env = {}) =>
    spawnSync(command, parts, { cwd, encoding: "utf8", stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...env } }).status === 0;

mkdirSync(work, { recursive: true });
for (const name of readdirSync(harness)) cpSync(join(harness, name), join(work, name), { recursive: true, force: true });
if (!existsSync(join(work, "node_modules")) && !run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], work)) {
    absent.push("every engine of the npm registry: the packages could not be installed");
}

// Collections as the harness wants them: one folder, unpacked.
const collections = join(work, "data");
mkdirSync(collections, { recursive: true });
for (const name of [...judged, ...scale]) {
    const [from, to] = [join(data, name), join(collections, name)];
    if (existsSync(to)) continue;
    if (!existsSync(from)) {
        absent.push(`the collection ${name}: not in ${data}`);
    } else if (existsSync(join(from, "corpus.jsonl"))) {
        symlinkSync(from, to);
    } else {
        mkdirSync(to);
        for (const file of readdirSync(from)) {
            if (file.endsWith(".gz")) writeFileSync(join(to, file.slice(0, -3)), gunzipSync(readFileSync(join(from, file))));
            else copyFileSync(join(from, file), join(to, file));
        }
    }
}

// tantivy has no build for the web of its own: the harness brings a wrapper.
const tantivy = process.env.TANTIVY_WASM ?? join(work, "tantivy-wasm/target/wasm32-wasip1/release/tantivy_wasm.wasm");
if (wanted.includes("tantivy-wasm") && !existsSync(tantivy)) {
    const targets = spawnSync("rustup", ["target", "list", "--installed"], { encoding: "utf8" }).stdout ?? "";
    const had = targets.includes("wasm32-wasip1") || run("rustup", ["target", "add", "wasm32-wasip1"], work);
    if (!had) absent.push("tantivy: there is no Rust target wasm32-wasip1 here");
    else if (!run("cargo", ["build", "--release", "--target", "wasm32-wasip1"], join(work, "tantivy-wasm"))) {
        absent.push("tantivy: its build failed");
    }
}
const engines = wanted.filter((name) => name !== "tantivy-wasm" || existsSync(tantivy));
const there = (/** @type {string} */ name) => existsSync(join(collections, name));

/** @typedef {{ coll: string, engine: string, version: string | null, build: any, query: any }} Result */
/** Runs the harness. @param {string[]} names @param {string} file @returns {Result[]} */
const measure = (names, file, env = {}) => {
    const results = join(work, file);
    rmSync(results, { force: true });
    const all = ["run.mjs", "--coll", names.filter(there).join(","), "--engines", engines.join(","), "--budget", budget];
    const more = { BENCH_ADAPTER: join(root, "bench/adapter.mjs"), PEERS_DATA: collections, TANTIVY_WASM: tantivy, ...env };
    run("node", [...all, "--work", join(work, "out"), "--results", results], work, more);
    if (!existsSync(results)) return [];
    return readFileSync(results, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
};

/** @param {number | null | undefined} value */
const figure = (value, digits = 3) => (value === undefined || value === null ? "–" : value.toFixed(digits).replace(/^0\./, "."));
/** @param {Result[]} results @param {string} engine @param {string} coll */
const find = (results, engine, coll) => results.find((one) => one.engine === engine && one.coll === coll);
/** @param {Result[]} results @param {string} engine */
const named = (results, engine) => {
    const version = results.find((one) => one.engine === engine)?.version;
    return engine === "external" ? "**Saksi**" : `${engine}${version ? ` ${version}` : ""}`;
};

/** @param {string[][]} rows */
const table = (rows) => {
    const line = (/** @type {string[]} */ cells) => `| ${cells.join(" | ")} |`;
    return [line(rows[0] ?? []), `|${"---|".repeat((rows[0] ?? []).length)}`, ...rows.slice(1).map(line)].join("\n");
};

/** nDCG at 10, recall at 100 and MAP, per collection and as a mean. @param {Result[]} results */
const quality = (results) => {
    const names = judged.filter(there);
    const rows = [["", ...names, "mean nDCG@10", "questions without a hit"]];
    for (const engine of engines) {
        const found = names.map((name) => find(results, engine, name)?.query);
        if (found.every((one) => one?.ndcg10 === undefined)) continue;
        const cells = found.map((one) => (one?.ndcg10 === undefined ? "failed" : [one.ndcg10, one.recall100, one.map100].map((x) => figure(x)).join(" / ") + (one.eval_cut ? " (cut off: too slow)" : "")));
        const mean = found.reduce((sum, one) => sum + (one?.ndcg10 ?? 0), 0) / names.length;
        rows.push([named(results, engine), ...cells, figure(mean), String(found.reduce((sum, one) => sum + (one?.zero_results ?? 0), 0))]);
    }
    return table(rows);
};

const CLASSES = ["one", "two", "multi", "long", "phrase", "prefix", "fuzzy"];
/** Building, size, loading and time of queries on one collection. @param {Result[]} results @param {string} coll */
const speed = (results, coll) => {
    const rows = [["", "build, MB/s of processor time", "archive, MB per MB", "load, ms", "held, MB", ...CLASSES.map((name) => `${name}, ms`)]];
    for (const engine of engines) {
        const one = find(results, engine, coll);
        if (!one || one.build?.error) {
            rows.push([named(results, engine), `failed: ${String(one?.build?.error ?? "no result").split("\n")[0]?.slice(0, 60)}`]);
            continue;
        }
        const { build, query } = one;
        const native = engine === "pagefind";
        const rate = build.text_mb / (native ? build.build_s : build.build_cpu_s);
        const times = CLASSES.map((name) => {
            const time = query?.latency?.[name];
            return time ? `${time.p50.toFixed(2)} / ${time.p99.toFixed(2)}` : "–";
        });
        rows.push([
            named(results, engine), `${rate.toFixed(1)}${native ? " (native)" : ""}`, figure(build.raw / 1e6 / build.text_mb, 2),
            figure(query?.load_s * 1000, 0), figure(query?.heap_loaded_mb, 0), ...times,
        ]);
    }
    return table(rows);
};

const whole = measure(judged, "whole.jsonl");
const cut = measure(judged, "cut.jsonl", { KW: "3" });
const large = scale.length > 0 ? measure(scale, "scale.jsonl") : [];
for (const name of wanted.filter((engine) => engine !== "external")) {
    const failed = [...whole, ...large].filter((one) => one.engine === name && (one.build?.error || one.query?.error));
    for (const one of failed) absent.push(`${name} on ${one.coll}: ${String(one.build?.error ?? one.query?.error).split("\n")[0]?.slice(0, 80)}`);
}
const report = [
    `Node ${process.version}. ref-bm25 is no engine but plain BM25 with Porter stems, for orientation.`,
    `Questions as they were asked (nDCG@10 / recall@100 / MAP):\n\n${quality(whole)}`,
    `The same cut to their three rarest words:\n\n${quality(cut)}`,
    ...scale.filter(there).map((name) => `Speed on ${name} (p50 / p99 of ten hits without snippets):\n\n${speed(large, name)}`),
    absent.length > 0 ? `Absent: ${absent.join("; ")}.` : "Absent: nothing.",
].join("\n\n");
console.log(report);

const file = join(root, "docs/MEASURES.md");
const [begin, end] = ["<!-- peers: begin -->", "<!-- peers: end -->"];
const text = readFileSync(file, "utf8");
const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
if (from < begin.length || to < from) throw new Error(`${file} has lost its marks ${begin} and ${end}`);
writeFileSync(file, `${text.slice(0, from)}\n\n${report}\n\n${text.slice(to)}`);
console.log(`▸ ${file} holds the new figures`);
