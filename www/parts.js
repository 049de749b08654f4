// When an archive is made of what has been read so far, while the rest is still read.
//
// A part costs time that the rest could be read in: the first waits a moment, since most choices of files are read by
// then, and each rests the longer, the longer the one before took.

/** How many milliseconds after something was read the first part begins, and the least between two. */
const SOON = 1000;
/** How many times as long as a part took no other begins. */
const REST = 3;

/** @typedef {{ now: () => number, after: (wait: number, then: () => void) => unknown, stop: (timer: any) => void }} Clock */

/** @type {Clock} */
const CLOCK = {
    now: () => performance.now(),
    after: (wait, then) => setTimeout(then, wait),
    stop: (timer) => clearTimeout(timer),
};

export class Parts {
    #build;
    #clock;
    #began;
    #done = 0;
    #total = 0;
    /** Whether something was read that is in no part. */
    #news = false;
    /** How long the last part took. */
    #took = 0;
    /** When the next may begin; `undefined`: nothing was read yet. @type {number | undefined} */
    #due;
    /** @type {unknown} */
    #timer;
    /** @type {Promise<void> | undefined} */
    #building;
    #over = false;

    /**
     * @param {() => Promise<unknown>} build makes a part; where that fails, no other is made
     * @param {Clock} [clock]
     */
    constructor(build, clock = CLOCK) {
        this.#build = build;
        this.#clock = clock;
        this.#began = clock.now();
    }

    /** Whether no part is to begin any more, not even one that has waited to. */
    get over() {
        return this.#over;
    }

    /**
     * Another file is done.
     * @param {{ done: number, total: number }} progress
     * @param {boolean} news whether that can be in a part
     */
    read({ done, total }, news) {
        this.#done = done;
        this.#total = total;
        this.#news ||= news;
        this.#plan();
    }

    /** Begins no other part. Resolves once none is being made. */
    async end() {
        this.#over = true;
        this.#clock.stop(this.#timer);
        await this.#building;
    }

    #plan() {
        if (this.#over || !this.#news || this.#timer !== undefined || this.#building) return;
        const now = this.#clock.now();
        this.#due ??= now + SOON;
        this.#timer = this.#clock.after(Math.max(this.#due - now, 0), () => {
            this.#timer = undefined;
            // A long last file can make the rest take longer than it seemed: that is asked again.
            this.#due = this.#clock.now() + SOON;
            if (this.#isWorthwhile()) this.#building = this.#make();
            else this.#plan();
        });
    }

    /** Whether the rest takes longer to read than a part to make, if it goes on as so far. */
    #isWorthwhile() {
        const rest = ((this.#clock.now() - this.#began) / this.#done) * (this.#total - this.#done);
        return this.#done < this.#total && rest >= this.#took;
    }

    async #make() {
        const began = this.#clock.now();
        this.#news = false;
        try {
            await this.#build();
        } catch {
            // Whoever puts all together at last is told what is wrong.
            this.#over = true;
        }
        const ended = this.#clock.now();
        this.#took = ended - began;
        this.#due = ended + Math.max(REST * this.#took, SOON);
        this.#building = undefined;
        this.#plan();
    }
}
