// The module worker: loads the bindings and serves.

import { SaksiError, errorData } from "./protocol.js";
import { serve } from "./service.js";

/** @import { Build, FromWorker } from "./protocol.js" */
/** @import { Module } from "./service.js" */

serve(
    {
        postMessage: (message, transfer) => self.postMessage(message, { transfer }),
        addEventListener: (type, listener) => self.addEventListener(type, listener),
    },
    async (build, module, tagger) => {
        const folder = new URL(`../pkg/${build}/`, import.meta.url);
        const [api, compiled] = await Promise.all([
            /** @type {Promise<Module>} */ (import(new URL("saksi.js", folder).href)),
            module ?? compile(new URL("saksi_bg.wasm", folder).href),
        ]);
        await api.default({ module_or_path: compiled });
        if (build !== "full") return { api, module: compiled };
        return { api, module: compiled, ...(await withTagger(api, new URL("entity-tagger.bin", folder).href, tagger)) };
    },
);

/**
 * Gives the module the trained tagger of names, from another worker or from its address. The module checks that it is
 * the very file it was built with. Without it, names are found by rules alone, and fewer of them.
 * @param {Module} api
 * @param {string} url
 * @param {Uint8Array<ArrayBuffer>} [held]
 * @returns {Promise<{ tagger?: Uint8Array<ArrayBuffer>, untagged?: string }>}
 */
async function withTagger(api, url, held) {
    try {
        const response = held ? undefined : await fetch(url);
        if (response && !response.ok) return { untagged: `${url} answered ${response.status}` };
        const tagger = held ?? new Uint8Array(await /** @type {Response} */ (response).arrayBuffer());
        api.loadTagger(tagger);
        return { tagger };
    } catch (error) {
        return { untagged: `${url}: ${errorData(error).message}` };
    }
}

/**
 * @param {string} url
 * @returns {Promise<WebAssembly.Module>}
 */
async function compile(url) {
    const response = await fetch(url);
    if (!response.ok) {
        const { status } = response;
        throw new SaksiError({ code: "network", message: `${url} answered ${status}`, url, status });
    }
    // Some hosts serve WebAssembly as octets, which streaming compilation refuses.
    if (response.headers.get("Content-Type") === "application/wasm") return WebAssembly.compileStreaming(response);
    return WebAssembly.compile(await response.arrayBuffer());
}
