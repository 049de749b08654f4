// Why names were merged, in every language of the page: the sentences of the core, as its source has them.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { LOCALES } from "../../www/locales/index.js";
import { reasonInWords } from "../../www/reasons.js";
import { ROOT } from "./harness.mjs";

const SOURCES = join(ROOT, "src/entity");
const code = readdirSync(SOURCES)
    .filter((name) => name.endsWith(".rs"))
    .map((name) => readFileSync(join(SOURCES, name), "utf8").split("#[cfg(test)]")[0])
    .join("\n");
const templates = [
    ...code.matchAll(/evidence(?::| =)\s*format!\(\s*"([^"]*)"/g),
    ...code.matchAll(/decided\([^"]*?"(a person [^"]*)"/g),
].map((match) => match[1]);

test("every reason of the core has its words in every language", () => {
    assert.ok(templates.length >= 13, templates.join("\n"));
    for (const template of templates) {
        const evidence = template.replace(/\{[a-z]*\}/, "កឹម é 😀");
        assert.equal(reasonInWords({ name: "", rule: "", evidence }, LOCALES.en), evidence);
        const khmer = reasonInWords({ name: "", rule: "", evidence }, LOCALES.km);
        assert.doesNotMatch(khmer, /[a-z]/, `${template}: ${khmer}`);
        assert.equal(khmer.includes("កឹម é 😀"), template.includes("{"), khmer);
    }
});

test("every rule has its name in every language", () => {
    const rules = [...code.matchAll(/Self::\w+ => "([a-z-]+)"/g)].map((match) => match[1]);
    assert.ok(rules.includes("short-name") && rules.includes("same-letters"));
    for (const { mergeRules, alikeRules, languageName } of Object.values(LOCALES)) {
        for (const rule of rules) assert.ok(mergeRules[rule] ?? alikeRules[rule], `${rule} in ${languageName}`);
    }
});

test("what a document or a person wrote stays as it is", () => {
    for (const evidence of ["", "Lantern Party (LTP)", "his passport", "entry to the country"]) {
        assert.equal(reasonInWords({ name: "", rule: "decided", evidence }, LOCALES.km), evidence);
    }
});
