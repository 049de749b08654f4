// A static server for one folder, for `make run` and the browser tests: byte ranges, and the headers that the page
// should be served with. It serves this folder alone, on this machine alone.
//
//     node tools/serve.mjs [--port 8000] [--root .] [--no-ranges] [--open-path /www/]

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".wasm": "application/wasm",
    ".saksi": "application/octet-stream",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
};

// A page's own policy stands in its markup and does not reach its workers: theirs must come with their script.
const WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/**
 * Starts the server.
 * @param {{ port?: number, root?: string, ranges?: boolean, onRequest?: (path: string, range: string | undefined) => void | Promise<void> }} options
 *   `port` 0 takes a free one; `ranges` false answers every request with the whole file, as some hosts do;
 *   an answer waits for what `onRequest` returns.
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export async function serve({ port = 0, root = ".", ranges = true, onRequest } = {}) {
    const base = resolve(root);
    const server = createServer(async (request, response) => {
        const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
        await onRequest?.(path, request.headers.range);
        let file = join(base, normalize(path));
        if (!file.startsWith(base) || !["GET", "HEAD"].includes(request.method ?? "")) {
            response.writeHead(405).end();
            return;
        }
        try {
            let found = await stat(file);
            if (found.isDirectory()) {
                if (!path.endsWith("/")) {
                    response.writeHead(301, { Location: `${path}/` }).end();
                    return;
                }
                file = join(file, "index.html");
                found = await stat(file);
            }
            const headers = {
                "Content-Type": TYPES[/** @type {keyof typeof TYPES} */ (extname(file))] ?? "application/octet-stream",
                "Cache-Control": "no-cache",
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "no-referrer",
                ...(extname(file) === ".js" ? { "Content-Security-Policy": WORKER_POLICY } : {}),
                ...(ranges ? { "Accept-Ranges": "bytes" } : {}),
            };
            const asked = ranges ? /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") : null;
            let start = 0;
            let end = found.size - 1;
            if (asked) {
                start = Number(asked[1]);
                end = asked[2] ? Math.min(Number(asked[2]), end) : end;
                if (start > end) {
                    response.writeHead(416, { "Content-Range": `bytes */${found.size}` }).end();
                    return;
                }
                response.writeHead(206, {
                    ...headers,
                    "Content-Range": `bytes ${start}-${end}/${found.size}`,
                    "Content-Length": end - start + 1,
                });
            } else {
                response.writeHead(200, { ...headers, "Content-Length": found.size });
            }
            if (request.method === "HEAD" || found.size === 0) {
                response.end();
            } else {
                createReadStream(file, { start, end }).pipe(response);
            }
        } catch {
            response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end(`not found: ${path}\n`);
        }
    });
    await new Promise((done, fail) => {
        server.once("error", fail);
        server.listen(port, "127.0.0.1", () => done(undefined));
    });
    const address = /** @type {import("node:net").AddressInfo} */ (server.address());
    return {
        origin: `http://127.0.0.1:${address.port}`,
        close: () =>
            new Promise((done) => {
                server.close(() => done());
                server.closeAllConnections();
            }),
    };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
    const { values } = parseArgs({
        options: {
            port: { type: "string", default: "8000" },
            root: { type: "string", default: "." },
            "no-ranges": { type: "boolean", default: false },
            "open-path": { type: "string", default: "/" },
        },
    });
    try {
        const { origin } = await serve({
            port: Number(values.port),
            root: values.root,
            ranges: !values["no-ranges"],
        });
        console.log(`▸ open ${origin}${values["open-path"]}   (Ctrl-C ends)`);
    } catch (error) {
        const { code } = /** @type {NodeJS.ErrnoException} */ (error);
        if (code !== "EADDRINUSE") throw error;
        console.error(`✗ port ${values.port} is in use: try \`make run PORT=8001\``);
        process.exit(1);
    }
}
