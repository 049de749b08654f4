// Saksi beside the search engines that a web page can load, in one run: `make bench`, or
//
//     node bench/peers.mjs [--harness FOLDER] [--data FOLDER] [--judged A,B] [--scale un50] [--engines A,B] [--budget 4] [--keep]
//
// The harness and the collections lie beside this repository, for neither may be redistributed. The harness is copied
// to build/bench, for its packages are installed there. Every engine is built and queried in processes of its own, one
// after the other; the judged questions are asked whole, then cut to their three rarest words. Each kind of query may
// take `--budget` seconds: its questions are asked up to five times in it, at least five of them once. The tables are
// printed and written into docs/MEASURES.md; what could not be had is named in them. With `--keep`, a part whose results
// still lie in build/bench is not measured again.

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
const scale = option("scale", "un50").split(",").filter(Boolean);
const budget = option("budget", "4");
/** Seconds that the judged questions of an engine may take twice over, none being left out; their speed is not shown. */
const JUDGED_BUDGET = "15";
const PEERS = "external,tantivy-wasm,sqlite-fts5,lunr,minisearch,minisearch+porter,orama+stem,flexsearch+suggest,pagefind,ref-bm25";
const wanted = option("engines", PEERS).split(",");
const work = join(root, "build/bench");
const out = join(work, "search-bench");
/** @type {string[]} */
const absent = [];
/** Parts that were not measured again. @type {string[]} */
const kept = [];

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
const measure = (names, file, seconds = budget, env = {}) => {
    const results = join(work, file);
    /** @returns {Result[]} */
    const read = () => readFileSync(results, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
    if (!names.some(there)) return [];
    if (process.argv.includes("--keep") && existsSync(results)) {
        kept.push(names.join(", "));
        return read();
    }
    rmSync(results, { force: true });
    const all = ["run.mjs", "--coll", names.filter(there).join(","), "--engines", engines.join(","), "--budget", seconds];
    const more = { BENCH_ADAPTER: join(root, "bench/adapter.mjs"), PEERS_DATA: collections, TANTIVY_WASM: tantivy, ...env };
    run("node", [...all, "--work", out, "--results", results], work, more);
    return existsSync(results) ? read() : [];
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

/** The others that rank all that matches: FlexSearch has no rarity, Pagefind wants every word. */
const RANKED = ["tantivy-wasm", "sqlite-fts5", "lunr", "minisearch", "minisearch+porter", "orama+stem"];
const CLASSES = ["one", "two", "multi", "long", "phrase", "prefix", "fuzzy"];
/** Building, size, loading and time of queries on one collection. @param {Result[]} results @param {string} coll */
const speed = (results, coll) => {
    const rows = [["", "build, MB/s of processor time", "index, MB per MB", "open, ms", "held when opened / after the queries, MB", "first query, ms", ...CLASSES.map((name) => `${name}, ms`)]];
    for (const engine of engines) {
        const one = find(results, engine, coll);
        if (!one) {
            absent.push(`${engine} on ${coll}: not measured in this run`);
            continue;
        }
        if (one.build?.error) {
            rows.push([named(results, engine), `failed: ${String(one.build.error).split("\n")[0]?.slice(0, 60)}`]);
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
            figure(query?.load_s * 1000, 0), `${figure(query?.heap_loaded_mb, 0)} / ${figure(query?.heap_after_queries_mb, 0)}`,
            figure(query?.first_query_ms, 0), ...times,
        ]);
    }
    return table(rows);
};

/** Of Saksi beside the fastest of those that rank all that matches: the times of queries, building and opening. @param {Result[]} results @param {string} coll */
const goals = (results, coll) => {
    const own = find(results, "external", coll);
    const others = RANKED.filter((engine) => engines.includes(engine)).flatMap((engine) => find(results, engine, coll) ?? []);
    if (!own?.query?.latency || others.length === 0) return "";
    const rows = [["", "Saksi", "the fastest other", "goal", "reached"]];
    /** @param {string} what @param {(one: Result) => number | undefined} of @param {number} times how often better than the other @param {boolean} more whether more is better */
    const add = (what, of, times, more, digits = 2) => {
        const [mine, ...theirs] = [own, ...others].map((one) => ({ name: named(results, one.engine), value: of(one) }));
        const known = theirs.filter((one) => one.value !== undefined).sort((a, b) => (more ? -1 : 1) * ((a.value ?? 0) - (b.value ?? 0)));
        const best = known[0];
        if (best?.value === undefined || mine?.value === undefined) return;
        const reached = more ? mine.value >= best.value * times : mine.value * times <= best.value;
        const goal = `${more ? "at least" : "at most"} ${figure(more ? best.value * times : best.value / times, digits)}`;
        rows.push([what, figure(mine.value, digits), `${figure(best.value, digits)} (${best.name})`, goal, reached ? "yes" : "no"]);
    };
    for (const name of CLASSES) add(`${name}: p50, ms`, (one) => one.query?.latency?.[name]?.p50, 1, false);
    for (const name of CLASSES) add(`${name}: p99, ms`, (one) => one.query?.latency?.[name]?.p99, 1, false);
    add("build, MB/s of processor time", (one) => (one.build?.build_cpu_s ? one.build.text_mb / one.build.build_cpu_s : undefined), 2, true, 1);
    add("open, ms", (one) => (one.query?.load_s === undefined ? undefined : one.query.load_s * 1000), 3, false, 0);
    const beyond = own.query.heap_loaded_mb - own.build.raw / 1e6;
    rows.push(["held when opened beyond the file, MB", figure(beyond, 1), "–", "at most 12.0", beyond <= 12 ? "yes" : "no"]);
    return `${table(rows)}\n\nThe others of this table rank all that matches: ${RANKED.join(", ")}.`;
};

/** What a cold page fetches, and how long it takes with passages and facets. @param {string} coll */
const reading = (coll) => {
    const parts = ["--no-warnings", join(root, "bench/reading.mjs"), join(out, coll, "external/index.bin"), join(work, "queries-scale.json")];
    const own = spawnSync("node", parts, { encoding: "utf8" });
    if (own.status !== 0) {
        absent.push(`what Saksi fetches: ${own.stderr.split("\n").find((line) => line.includes("Error")) ?? "failed"}`);
        return "";
    }
    /** @type {{ open: number, classes: Record<string, { kb: number, most: number, counted: number, rounds: number, requests: number, p50: number, p99: number }> }} */
    const found = JSON.parse(own.stdout);
    const pagefind = engines.includes("pagefind") && existsSync(join(out, coll, "pagefind/dir.txt"));
    const net = pagefind ? spawnSync("node", ["--no-warnings", "pagefind-net.mjs", coll], { cwd: work, encoding: "utf8", env: { ...process.env, TMPDIR: work, PEERS_DATA: collections } }).stdout : "";
    const fetched = new Map(net.split("\n").filter((line) => line.startsWith("{")).map((line) => { const one = JSON.parse(line); return [one.class, one.cold_search_kb_mean + one.top10_fragments_kb]; }));
    const rows = [["", "fetched cold, KB: mean / most", "with facets, KB", "rounds / requests", "Pagefind fetches, KB", "held whole, ms: p50 / p99"]];
    for (const name of CLASSES) {
        const one = found.classes[name];
        if (one) rows.push([name, `${figure(one.kb, 0)} / ${figure(one.most, 0)}`, figure(one.counted, 0), `${figure(one.rounds, 1)} / ${figure(one.requests, 1)}`, figure(fetched.get(name), 0), `${figure(one.p50, 2)} / ${figure(one.p99, 2)}`]);
    }
    return `Each query by a reader that holds nothing, opening included (which alone is ${figure(found.open, 0)} KB), with ten hits and their passages, without the facets and with them; then all of it with the whole archive held:\n\n${table(rows)}`;
};

const begun = Date.now();
const whole = measure(judged, "whole.jsonl", JUDGED_BUDGET);
const cut = measure(judged, "cut.jsonl", JUDGED_BUDGET, { KW: "3" });
const large = measure(scale, "scale.jsonl");
for (const name of wanted.filter((engine) => engine !== "external")) {
    const failed = [...whole, ...large].filter((one) => one.engine === name && (one.build?.error || one.query?.error));
    for (const one of failed) absent.push(`${name} on ${one.coll}: ${String(one.build?.error ?? one.query?.error).split("\n")[0]?.slice(0, 80)}`);
}
const report = [
    `Node ${process.version}. ref-bm25 is no engine but plain BM25 with Porter stems, for orientation.`,
    `Questions as they were asked (nDCG@10 / recall@100 / MAP):\n\n${quality(whole)}`,
    `The same cut to their three rarest words:\n\n${quality(cut)}`,
    ...scale.filter(there).flatMap((name) => [
        `Speed on ${name} (p50 / p99 of ten hits without passages; of each query the fastest of up to five runs):\n\n${speed(large, name)}`,
        goals(large, name),
        reading(name),
    ]),
    kept.length > 0 ? `Taken from a run before: ${kept.join("; ")}.` : `All in one run of ${Math.round((Date.now() - begun) / 60_000)} minutes.`,
    absent.length > 0 ? `Absent: ${absent.join("; ")}.` : "Absent: nothing.",
].filter(Boolean).join("\n\n");
console.log(report);

const file = join(root, "docs/MEASURES.md");
const [begin, end] = ["<!-- peers: begin -->", "<!-- peers: end -->"];
const text = readFileSync(file, "utf8");
const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
if (from < begin.length || to < from) throw new Error(`${file} has lost its marks ${begin} and ${end}`);
writeFileSync(file, `${text.slice(0, from)}\n\n${report}\n\n${text.slice(to)}`);
console.log(`▸ ${file} holds the new figures`);
