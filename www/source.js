// Where an archive's bytes come from: memory, a file, or a URL that is read by HTTP ranges.
//
// A server that ignores ranges answers the first request with the whole file; that is then used, and said in a notice.

import { SaksiError } from "./protocol.js";

/** @import { Notice, Origin } from "./protocol.js" */

/**
 * Bytes that can be read by range. `whole` is there if all of them are held already.
 * @typedef {{
 *   length: number,
 *   whole?: Uint8Array<ArrayBuffer>,
 *   read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>,
 *   held?: { start: number, bytes: Uint8Array<ArrayBuffer> },
 * }} Source
 */

/** Bytes asked for first: enough for the head of most archives, little enough for a slow network. */
const FIRST_BYTES = 16 * 1024;

/**
 * @param {Origin} origin
 * @param {{ whole?: boolean, onNotice?: (notice: Notice) => void }} [options] `whole`: read all at once.
 * @returns {Promise<Source>}
 */
export async function openSource(origin, { whole = false, onNotice = () => {} } = {}) {
    if (typeof origin === "string") return whole ? held(await fetchWhole(origin)) : openUrl(origin, onNotice);
    if (origin instanceof Blob) return whole ? held(await readFile(origin, fileName(origin))) : openFile(origin);
    return held(origin);
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Source}
 */
function held(bytes) {
    return { length: bytes.length, whole: bytes, read: async (start, end) => bytes.slice(start, end) };
}

/**
 * @param {Blob} file
 * @returns {Source}
 */
function openFile(file) {
    return { length: file.size, read: (start, end) => readFile(file.slice(start, end), fileName(file)) };
}

/**
 * The bytes of a file.
 * @param {Blob} file
 * @param {string} name
 */
export async function readFile(file, name) {
    try {
        return new Uint8Array(await file.arrayBuffer());
    } catch (error) {
        // The file was moved, deleted or changed since it was chosen, or it is a folder.
        const message = `the browser cannot read this file: ${/** @type {Error} */ (error).message}`;
        throw new SaksiError({ code: "unreadable", message, source: name });
    }
}

/** @param {Blob} file */
function fileName(file) {
    return "name" in file ? String(file.name) : "file";
}

/**
 * @param {string} url
 * @param {(notice: Notice) => void} onNotice
 * @returns {Promise<Source>}
 */
async function openUrl(url, onNotice) {
    const first = await request(url, { Range: `bytes=0-${FIRST_BYTES - 1}` });
    if (first.status === 200) {
        const bytes = await body(first, url);
        onNotice({ code: "no-ranges", url, bytes: bytes.length });
        return held(bytes);
    }
    const { start, end, length } = contentRange(first, url);
    if (start !== 0) throw unexpected(first, url, `a range from byte 0, found one from ${start}`);
    const bytes = await ranged(first, url, end);
    const version = first.headers.get("ETag");
    if (bytes.length === length) return held(bytes);

    return {
        length,
        held: { start: 0, bytes },
        async read(from, to) {
            const response = await request(url, { Range: `bytes=${from}-${to - 1}` });
            if (response.status !== 206) throw unexpected(response, url, "206 Partial Content");
            const got = contentRange(response, url);
            // A file that was replaced between two requests would be read as a mixture of both.
            if (got.length !== length || response.headers.get("ETag") !== version) {
                const message = "the archive was replaced on its server while it was being read: open it again";
                throw new SaksiError({ code: "network", message, url });
            }
            if (got.start !== from || got.end !== to) {
                throw unexpected(response, url, `bytes ${from} to ${to}, found ${got.start} to ${got.end}`);
            }
            return ranged(response, url, to - from);
        },
    };
}

/** @param {string} url */
async function fetchWhole(url) {
    return body(await request(url, {}), url);
}

/**
 * @param {string} url
 * @param {Record<string, string>} headers
 */
async function request(url, headers) {
    let response;
    try {
        // A browser lets one request at a time write a file to its cache, so parts that may be cached come one by one.
        const cache = "Range" in headers ? "no-store" : "default";
        response = await fetch(url, { headers, cache, referrerPolicy: "no-referrer" });
    } catch (error) {
        const message = `cannot fetch ${url}: ${/** @type {Error} */ (error).message}`;
        throw new SaksiError({ code: "network", message, url });
    }
    if (response.status !== 200 && response.status !== 206) {
        throw unexpected(response, url, "200 or 206");
    }
    return response;
}

/**
 * @param {Response} response
 * @param {string} url
 */
async function body(response, url) {
    try {
        return new Uint8Array(await response.arrayBuffer());
    } catch (error) {
        const message = `${url} broke off: ${/** @type {Error} */ (error).message}`;
        throw new SaksiError({ code: "network", message, url, status: response.status });
    }
}

/**
 * The body of a ranged response, of the length it promised.
 * @param {Response} response
 * @param {string} url
 * @param {number} expected
 */
async function ranged(response, url, expected) {
    const bytes = await body(response, url);
    // A server that compresses ranges hands over bytes that are not those of the file.
    if (bytes.length !== expected) throw unexpected(response, url, `${expected} bytes, found ${bytes.length}`);
    return bytes;
}

/**
 * @param {Response} response
 * @param {string} url
 */
function contentRange(response, url) {
    const header = response.headers.get("Content-Range");
    const match = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(header ?? "");
    if (!match) throw unexpected(response, url, `a Content-Range with the file’s length, found ${header ?? "none"}`);
    return { start: Number(match[1]), end: Number(match[2]) + 1, length: Number(match[3]) };
}

/**
 * @param {Response} response
 * @param {string} url
 * @param {string} expected
 */
function unexpected(response, url, expected) {
    const { status } = response;
    return new SaksiError({ code: "network", message: `${url} answered ${status}: expected ${expected}`, url, status });
}
