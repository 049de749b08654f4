// The page's arithmetic, which needs no browser: paragraphs and runs of a text, the timeline's axis, addresses, ranges.

import assert from "node:assert/strict";
import { test } from "node:test";

import { formatView, parseView, startView } from "../../www/address.js";
import { joinNear, without } from "../../www/archive-reader.js";
import { dateInWords, dayNumber, firstDayOf, yearOf } from "../../www/dates.js";
import { en } from "../../www/locales/en.js";
import { km } from "../../www/locales/km.js";
import { layout } from "../../www/network-layout.js";
import { paragraphs, runs } from "../../www/text-layout.js";
import { axis, extentOf, lanes } from "../../www/timeline-scale.js";

/** @param {string} text */
function paragraphTexts(text) {
    return paragraphs(text).map(({ start, end }) => text.slice(start, end));
}

test("paragraphs are lines, without the white space around them", () => {
    const cases = [
        ["", []],
        ["\n\n \u00a0\n", []],
        ["one", ["one"]],
        ["  one \n\n\ttwo é 😀\nថ្ងៃទី១\n", ["one", "two é 😀", "ថ្ងៃទី១"]],
        ["one\r\ntwo\r\n", ["one", "two"]],
    ];
    for (const [text, expected] of cases) assert.deepEqual(paragraphTexts(text), expected);
    assert.deepEqual(
        paragraphs("a\nb\n\nc").map(({ tight }) => tight),
        [false, true, false],
    );
});

test("lines wrapped by hand are joined, list items are not", () => {
    const line = "A line that is about as long as lines of e-mail are, so say all.";
    const text = `${line}\n${line}\nshort end.\n\n${line}\n• ${line}\n• ${line}\n`;
    assert.deepEqual(paragraphTexts(text), [`${line}\n${line}\nshort end.`, line, `• ${line}`, `• ${line}`]);
});

test("runs cover the paragraph once, in order, and know every mark that touches them", () => {
    const mark = (start, end, name) => ({ start, end, name });
    const check = (marks, boilerplate, expected) => {
        const found = runs({ start: 10, end: 30 }, marks, boilerplate);
        assert.equal(found[0].start, 10);
        assert.equal(found.at(-1).end, 30);
        for (let i = 1; i < found.length; i += 1) assert.equal(found[i].start, found[i - 1].end);
        assert.deepEqual(
            found.map((run) => [run.start, run.end, run.marks.map((m) => m.name).join(""), run.dim ?? ""]),
            expected,
        );
    };
    check([], [], [[10, 30, "", ""]]);
    check([mark(12, 15, "a")], [], [
        [10, 12, "", ""],
        [12, 15, "a", ""],
        [15, 30, "", ""],
    ]);
    // Nested, crossing, and reaching over the paragraph's ends.
    check([mark(5, 11, "a"), mark(12, 20, "b"), mark(14, 16, "c"), mark(18, 22, "d"), mark(28, 40, "e")], [], [
        [10, 11, "a", ""],
        [11, 12, "", ""],
        [12, 22, "bcd", ""],
        [22, 28, "", ""],
        [28, 30, "e", ""],
    ]);
    check([mark(26, 28, "a")], [{ start: 0, end: 12, kind: "share" }, { start: 25, end: 99, kind: "footer" }], [
        [10, 12, "", "share"],
        [12, 25, "", ""],
        [25, 26, "", "footer"],
        [26, 28, "a", "footer"],
        [28, 30, "", "footer"],
    ]);
});

test("days and years", () => {
    assert.equal(dayNumber("1970-01-01"), 0);
    assert.equal(dayNumber("2017-09-18"), 17_427);
    assert.equal(yearOf(dayNumber("0044-03-15")), 44);
    assert.equal(yearOf(dayNumber("-0043-03-15")), -43);
    assert.equal(firstDayOf(2024), dayNumber("2024-01-01"));
});

test("a date is never shown more precise than it is known", () => {
    const cases = [
        ["2017-09-18", "18 September 2017"],
        ["2017-09", "September 2017"],
        ["2017", "2017"],
        ["2023-10-01/2024-02-29", "1 October 2023 – 29 February 2024"],
        ["../2024-02-29", "by 29 February 2024"],
        ["2024-02-29/..", "from 29 February 2024"],
        ["../..", "Undated"],
        ["nonsense", "nonsense"],
    ];
    for (const [value, expected] of cases) assert.equal(dateInWords(value, en), expected);
    assert.match(dateInWords("2017-09", km), /កញ្ញា/);
});

test("every language of the interface has the same words", () => {
    const shape = (value) =>
        typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, shape(v)])) : typeof value;
    assert.deepEqual(shape(km), shape(en));
});

/** @param {Partial<{ id: string, type: string, from: string, to: string, headline: string }>} event */
function event({ id = "e", type = "arrest", from, to = from, headline = "Arrest" }) {
    const when = from || to ? { value: "", from, to, granularity: "day" } : undefined;
    return { id, type, modality: "happened", when, headline, actors: [], targets: [], places: [], quotes: 1, why: "" };
}

test("the axis keeps order, gives a year with more events more room, and cuts empty years out", () => {
    const events = [event({ from: "1954-07-21" }), ...Array.from({ length: 9 }, () => event({ from: "2017-09-03" })), event({ from: "2018-01-01" })];
    const scale = axis(events.map(extentOf), 900);
    assert.deepEqual(scale.columns.map(({ year, gap }) => [year, gap]), [[1954, false], [2017, true], [2018, false]]);
    assert.ok(scale.columns[1].width > scale.columns[0].width);
    assert.ok(Math.abs(scale.width - 900) < 1);
    const days = ["1954-07-21", "1960-01-01", "2017-01-01", "2017-09-03", "2017-12-31", "2018-01-01", "2030-01-01"];
    const places = days.map((day) => scale.at(dayNumber(day)));
    for (let i = 1; i < places.length; i += 1) assert.ok(places[i] >= places[i - 1], days[i]);
    assert.ok(axis(events.map(extentOf), 900, 3).width > 900, "it is wider than the room if its columns need it");
});

test("in a lane no two events overlap, a day is a dot, a month a bar of its length, and the undated are left out", () => {
    const events = [
        event({ id: "month", from: "2017-09-01", to: "2017-09-30" }),
        event({ id: "day", from: "2017-09-03" }),
        event({ id: "open", from: "2017-11-01", to: undefined }),
        event({ id: "charge", type: "charge", from: "2017-10-01" }),
        event({ id: "undated" }),
    ];
    events[2].when.to = undefined;
    const scale = axis(events.flatMap((one) => extentOf(one) ?? []), 1200);
    const drawn = lanes(events, scale, ["charge", "arrest"]);
    assert.deepEqual(drawn.map(({ type }) => type), ["charge", "arrest"]);
    const byId = Object.fromEntries(drawn.flatMap(({ placed }) => placed).map((one) => [one.event.id, one]));
    assert.deepEqual(Object.keys(byId).sort(), ["charge", "day", "month", "open"]);
    assert.ok(byId.day.dot && !byId.month.dot);
    assert.ok(Math.abs(byId.month.width - (1200 * 30) / 365) < 1);
    assert.ok(byId.open.extent.openEnd);
    assert.notEqual(byId.day.row, byId.month.row);
});

test("many events of one day stay within bounds, and those left out are counted", () => {
    const events = Array.from({ length: 40 }, (_, at) => event({ id: `e${at}`, from: "2017-09-03" }));
    const [lane] = lanes(events, axis(events.map(extentOf), 600), ["arrest"]);
    assert.equal(lane.placed.length + lane.left, 40);
    assert.ok(lane.left > 0 && lane.rows < 20);
});

test("an address gives back the view it was made of", () => {
    const view = startView();
    assert.equal(formatView(view), "");
    view.query = "\"mass trial\" -Thailand កឹម សុខា & é 😀";
    view.filters = {
        entities: [{ id: "e1", name: "", type: undefined }],
        events: ["arrest", "trial"],
        languages: ["km"],
        sources: ["news, é", "example.org"],
        month: "2017-09",
        about: { from: "2017-09-01", to: "" },
    };
    view.manner = { sort: "oldest", aliases: false };
    view.document = "3f2a-2";
    view.at = { start: 120, end: 180 };
    assert.deepEqual(parseView(formatView(view)), view);
    const timeline = { ...startView(), view: "timeline", timeline: { type: "arrest", entity: "e2", text: "trial", facts: true } };
    assert.deepEqual(parseView(formatView(timeline)), timeline);
    for (const hash of ["#", "#doc=a&at=9-2", "#doc=a&at=x", "#at=1-2", "#nonsense", "#doc=%E0%A4%A"]) {
        assert.equal(parseView(hash).at, undefined, hash);
    }
});

test("near ranges are fetched as one, and what is under way is not fetched again", () => {
    assert.deepEqual(joinNear([{ start: 90_000, end: 90_010 }, { start: 0, end: 10 }, { start: 20, end: 30 }]), [
        { start: 0, end: 30 },
        { start: 90_000, end: 90_010 },
    ]);
    assert.deepEqual(without({ start: 0, end: 100 }, [{ start: 10, end: 20 }, { start: 90, end: 120 }]), [
        { start: 0, end: 10 },
        { start: 20, end: 90 },
    ]);
    assert.deepEqual(without({ start: 0, end: 10 }, [{ start: 0, end: 10 }]), []);
});

test("names of a network stand within the room, apart, and near those they are linked with", () => {
    const room = { width: 900, height: 540 };
    const boxes = Array.from({ length: 20 }, (_, n) => ({ width: 60 + ((n * 37) % 90), height: 30 }));
    // Two groups: the even and the odd.
    const links = Array.from({ length: 18 }, (_, n) => ({ pair: [n, n + 2], sentences: 1 + (n % 5) }));
    const points = layout(boxes, links, room);
    assert.deepEqual(points, layout(boxes, links, room), "the same network, the same drawing");
    points.forEach(({ x, y }, n) => {
        const { width, height } = boxes[n];
        assert.ok(x >= width / 2 && x <= room.width - width / 2 && y >= height / 2 && y <= room.height - height / 2);
        for (let other = 0; other < n; other += 1) {
            const across = Math.abs(points[other].x - x) >= (boxes[other].width + width) / 2;
            const down = Math.abs(points[other].y - y) >= (boxes[other].height + height) / 2;
            assert.ok(across || down, `${n} and ${other} overlap`);
        }
    });
    const distance = (a, b) => Math.hypot(points[a].x - points[b].x, points[a].y - points[b].y);
    const mean = (pairs) => pairs.reduce((sum, [a, b]) => sum + distance(a, b), 0) / pairs.length;
    const all = points.flatMap((_, a) => points.slice(a + 1).map((_, n) => [a, a + 1 + n]));
    assert.ok(mean(links.map(({ pair }) => pair)) < mean(all) / 1.5);
    for (const count of [0, 1, 2]) {
        const few = layout(boxes.slice(0, count), [], room);
        assert.ok(few.length === count && few.every(({ x, y }) => Number.isFinite(x + y)));
    }
});
