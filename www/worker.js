// The module worker: loads the bindings and serves.

import { SaksiError } from "./protocol.js";
import { serve } from "./service.js";

/** @import { Build, FromWorker } from "./protocol.js" */
/** @import { Module } from "./service.js" */

serve(
    {
        postMessage: (message, transfer) => self.postMessage(message, { transfer }),
        addEventListener: (type, listener) => self.addEventListener(type, listener),
    },
    async (build, module) => {
        const folder = new URL(`../pkg/${build}/`, import.meta.url);
        const [api, compiled] = await Promise.all([
            /** @type {Promise<Module>} */ (import(new URL("saksi.js", folder).href)),
            module ?? compile(new URL("saksi_bg.wasm", folder).href),
        ]);
        await api.default({ module_or_path: compiled });
        return { api, module: compiled };
    },
);

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
