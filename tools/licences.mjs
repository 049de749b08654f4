// Checks that every crate in the wasm modules and the command line has a licence that lets it ship with ours, by
// `cargo metadata`, which needs no network where all crates of Cargo.lock, of every platform, are there already.

import { execFileSync } from "node:child_process";

const ALLOWED = new Set([
    "MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Zlib", "0BSD",
    "Unicode-3.0", "Unlicense", "CC0-1.0",
]);

/** Whether an SPDX expression allows use under the licences above. @param {string} expression */
function allowed(expression) {
    const tokens = expression.replaceAll("/", " OR ").match(/\(|\)|[^\s()]+/g) ?? [];
    let at = 0;
    /** @returns {boolean} */
    const either = () => {
        let result = both();
        while (tokens[at] === "OR") {
            at++;
            const right = both();
            result ||= right;
        }
        return result;
    };
    const both = () => {
        let result = one();
        while (tokens[at] === "AND") {
            at++;
            const right = one();
            result &&= right;
        }
        return result;
    };
    const one = () => {
        if (tokens[at] === "(") {
            at++;
            const result = either();
            at++;
            return result;
        }
        let name = tokens[at++];
        if (tokens[at] === "WITH") {
            name += ` WITH ${tokens[at + 1]}`;
            at += 2;
        }
        return ALLOWED.has(name);
    };
    return either();
}

const metadata = JSON.parse(
    execFileSync("cargo", ["metadata", "--format-version", "1", "--locked", "--all-features"], {
        encoding: "utf8",
        maxBuffer: 1 << 28,
    }),
);
const packages = metadata.packages.filter((/** @type {any} */ p) => p.source !== null);
const refused = packages.filter((/** @type {any} */ p) => !allowed(p.license ?? "none"));
for (const { name, version, license } of refused) {
    console.error(`✗ ${name} ${version}: ${license ?? "no licence"} is not in the list of tools/licences.mjs`);
}
console.log(`  ${packages.length} crates, ${refused.length} with a licence that is not allowed`);
process.exit(refused.length === 0 ? 0 : 1);
