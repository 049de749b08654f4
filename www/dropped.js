// The files of a drop or a choice, those within folders too.

/** @typedef {{ source: string, file: File }} Dropped */

/**
 * @param {DataTransfer} data
 * @returns {Promise<Dropped[]>}
 */
export async function droppedFiles(data) {
    // Entries must be taken before the first await: afterwards the browser has emptied the list.
    const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null);
    if (entries.every((entry) => entry === null)) return [...data.files].map((file) => ({ source: file.name, file }));
    const found = await Promise.all(entries.map((entry) => (entry ? filesOf(entry) : [])));
    return found.flat();
}

/**
 * Takes files that are dropped anywhere on the page.
 * @param {Element} element has the class `dragging` while files are held over it
 * @param {(files: Dropped[]) => void} take
 * @param {(error: unknown) => void} fail
 */
export function takeDrops(element, take, fail) {
    const holdsFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files");
    const drag = (/** @type {DragEvent} */ event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        element.classList.add("dragging");
    };
    addEventListener("dragenter", drag);
    addEventListener("dragover", drag);
    addEventListener("dragleave", (event) => {
        if (event.relatedTarget === null) element.classList.remove("dragging");
    });
    addEventListener("drop", async (event) => {
        element.classList.remove("dragging");
        if (!event.dataTransfer || !holdsFiles(event)) return;
        event.preventDefault();
        try {
            take(await droppedFiles(event.dataTransfer));
        } catch (error) {
            fail(error);
        }
    });
}

/**
 * @param {Iterable<File>} files
 * @returns {Dropped[]}
 */
export function chosenFiles(files) {
    return [...files]
        .filter((file) => !hidden(file.name))
        .map((file) => ({ source: file.webkitRelativePath || file.name, file }));
}

/**
 * @param {FileSystemEntry} entry
 * @returns {Promise<Dropped[]>}
 */
async function filesOf(entry) {
    if (hidden(entry.name)) return [];
    if (entry.isFile) {
        const file = await new Promise((resolve, reject) => /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject));
        return [{ source: entry.fullPath.replace(/^\//, ""), file }];
    }
    const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
    const found = [];
    // A folder is handed over in parts; an empty one is the last.
    for (;;) {
        const entries = await /** @type {Promise<FileSystemEntry[]>} */ (new Promise((resolve, reject) => reader.readEntries(resolve, reject)));
        if (entries.length === 0) return found;
        for (const inner of entries) found.push(...(await filesOf(inner)));
    }
}

/**
 * Files that systems leave in folders (`.DS_Store`) are nobody's documents.
 * @param {string} name
 */
function hidden(name) {
    return name.startsWith(".");
}
