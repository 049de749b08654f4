// Every pair of colours that meets on the page is legible by WCAG 2.2 AA, by day and by night.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { ROOT } from "./harness.mjs";

const css = readFileSync(join(ROOT, "www/styles/tokens.css"), "utf8");

/** @param {string} block */
function colours(block) {
    return Object.fromEntries([...block.matchAll(/--saksi-([a-z-]+): (#[0-9a-f]{6})/g)].map((match) => [match[1], match[2]]));
}

/** @param {string} hex */
function luminance(hex) {
    const [red, green, blue] = [1, 3, 5].map((at) => {
        const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * @param {string} a
 * @param {string} b
 */
function contrast(a, b) {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
}

/** Foreground, backgrounds, and the least contrast: 4.5 for text, 3 for lines and shapes that carry meaning. */
const PAIRS = [
    [["ink", "quiet", "accent"], ["paper", "surface", "sunk", "accent-tint"], 4.5],
    [["ink"], ["word", "passage", "date-tint", "danger-tint"], 4.5],
    [["quiet"], ["danger-tint", "date-tint"], 4.5],
    [["faint"], ["paper"], 4.5],
    [["on-accent"], ["accent"], 4.5],
    [["danger"], ["danger-tint", "accent-tint"], 4.5],
    [["control"], ["paper", "surface", "sunk"], 3],
    [
        ["person", "organisation", "place", "law", "named-event", "date"],
        ["paper", "surface", "sunk", "accent-tint", "passage"],
        3,
    ],
];

const [, day = ""] = /:root,\n:host \{([^}]*)\}/.exec(css) ?? [];
const [, night = ""] = /:host\(:not\(\[theme="light"\]\)\) \{([^}]*)\}/.exec(css) ?? [];
const [, chosenNight = ""] = /:host\(\[theme="dark"\]\) \{([^}]*)\}/.exec(css) ?? [];

for (const [name, block] of [
    ["day", day],
    ["night", night],
]) {
    test(`colours by ${name}`, () => {
        const colour = colours(block);
        for (const [foregrounds, backgrounds, least] of PAIRS) {
            for (const front of foregrounds) {
                for (const back of backgrounds) {
                    const found = contrast(colour[front], colour[back]);
                    assert.ok(found >= least, `${front} on ${back}: ${found.toFixed(2)}, expected ${least}`);
                }
            }
        }
    });
}

test("night by choice is night by system", () => {
    assert.deepEqual(colours(chosenNight), colours(night));
});
