// How a document's text is laid out to be read: its paragraphs, and within each what is plain, marked, or boilerplate.
//
// Positions are UTF-16 code units of the text. Nothing is dropped: what lies between two paragraphs is white space.

/** @typedef {{ start: number, end: number }} Span */
/** @typedef {Span & { tight: boolean }} Paragraph `tight`: no empty line stands before it */

/**
 * A stretch of a paragraph. `marks` are all that touch it; `pieces` cut it where any of them begins or ends.
 * @template {Span} M
 * @typedef {Span & { dim: string | undefined, marks: M[], pieces: (Span & { marks: M[] })[] }} Run
 */

/** A text whose lines are no longer than this was wrapped by hand; its line ends are not those of paragraphs. */
const LONGEST_WRAPPED_LINE = 90;

/**
 * @param {string} text
 * @returns {Paragraph[]}
 */
export function paragraphs(text) {
    const lines = trimmedLines(text);
    const filled = lines.filter(({ start, end }) => start < end);
    const joined = wrappedByHand(filled);
    /** @type {Paragraph[]} */
    const found = [];
    let blank = true;
    for (const { start, end } of lines) {
        if (start === end) {
            blank = true;
            continue;
        }
        const last = found.at(-1);
        if (last && joined && !blank && !beginsItem(text, start)) last.end = end;
        else found.push({ start, end, tight: !blank });
        blank = false;
    }
    return found;
}

/**
 * @param {string} text
 * @returns {Span[]}
 */
function trimmedLines(text) {
    const lines = [];
    let from = 0;
    while (from <= text.length) {
        const newline = text.indexOf("\n", from);
        const to = newline < 0 ? text.length : newline;
        const line = text.slice(from, to);
        const start = from + line.length - line.trimStart().length;
        lines.push({ start: Math.min(start, to), end: Math.max(Math.min(start, to), from + line.trimEnd().length) });
        from = to + 1;
    }
    return lines;
}

/** @param {Span[]} lines */
function wrappedByHand(lines) {
    if (lines.length < 4 || lines.some(({ start, end }) => end - start > LONGEST_WRAPPED_LINE)) return false;
    const long = lines.filter(({ start, end }) => end - start > LONGEST_WRAPPED_LINE / 2).length;
    return long * 2 > lines.length;
}

/**
 * @param {string} text
 * @param {number} at
 */
function beginsItem(text, at) {
    return /^(?:[•*·–-]|\d{1,3}[.)])\s/.test(text.slice(at, at + 6));
}

/**
 * The runs of a paragraph, in order, without a gap.
 * @template {Span} M
 * @param {Span} paragraph
 * @param {M[]} marks those that touch the paragraph, by start; of one start the longest first
 * @param {(Span & { kind: string })[]} boilerplate in order, without overlap
 * @returns {Run<M>[]}
 */
export function runs(paragraph, marks, boilerplate) {
    /** @type {{ start: number, end: number, marks: M[] }[]} */
    const groups = [];
    for (const mark of marks) {
        const start = Math.max(mark.start, paragraph.start);
        const end = Math.min(mark.end, paragraph.end);
        if (start >= end) continue;
        const last = groups.at(-1);
        if (last && start < last.end) {
            last.end = Math.max(last.end, end);
            last.marks.push(mark);
        } else {
            groups.push({ start, end, marks: [mark] });
        }
    }
    /** @type {Run<M>[]} */
    const out = [];
    let from = paragraph.start;
    for (const group of groups) {
        out.push(...plainRuns({ start: from, end: group.start }, boilerplate));
        out.push({ ...group, dim: kindAt(group.start, boilerplate), pieces: pieces(group) });
        from = group.end;
    }
    out.push(...plainRuns({ start: from, end: paragraph.end }, boilerplate));
    return out;
}

/**
 * @template {Span} M
 * @param {{ start: number, end: number, marks: M[] }} group
 */
function pieces({ start, end, marks }) {
    const cuts = new Set([start, end]);
    for (const mark of marks) {
        cuts.add(Math.max(start, mark.start));
        cuts.add(Math.min(end, mark.end));
    }
    const sorted = [...cuts].sort((a, b) => a - b);
    return sorted.slice(1).map((to, at) => {
        const piece = { start: sorted[at], end: to };
        return { ...piece, marks: marks.filter((mark) => mark.start < piece.end && piece.start < mark.end) };
    });
}

/**
 * @param {Span} span
 * @param {(Span & { kind: string })[]} boilerplate
 * @returns {Run<never>[]}
 */
function plainRuns(span, boilerplate) {
    const cuts = [span.start];
    for (const part of boilerplate) {
        for (const cut of [part.start, part.end]) if (cut > span.start && cut < span.end) cuts.push(cut);
    }
    cuts.push(span.end);
    const out = [];
    for (let at = 1; at < cuts.length; at += 1) {
        const [start, end] = [cuts[at - 1], cuts[at]];
        if (start < end) out.push({ start, end, dim: kindAt(start, boilerplate), marks: [], pieces: [] });
    }
    return out;
}

/**
 * @param {number} at
 * @param {(Span & { kind: string })[]} boilerplate
 */
function kindAt(at, boilerplate) {
    return boilerplate.find((part) => part.start <= at && at < part.end)?.kind;
}
