// When parts are made of what was read so far: by a clock of the test's own.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Parts } from "../../www/parts.js";

/** A clock that goes on as it is told to, and what it has had done: when each part began. */
function clock() {
    let time = 0;
    /** @type {{ at: number, then: () => void } | undefined} */
    let timer;
    const settle = async () => {
        for (let n = 0; n < 10; n += 1) await Promise.resolve();
    };
    return {
        now: () => time,
        after: (/** @type {number} */ wait, /** @type {() => void} */ then) => (timer = { at: time + wait, then }),
        stop: (/** @type {unknown} */ one) => {
            if (timer === one) timer = undefined;
        },
        async goTo(/** @type {number} */ to) {
            while (timer && timer.at <= to) {
                const { at, then } = timer;
                timer = undefined;
                time = at;
                then();
                await settle();
            }
            time = to;
        },
        /** A piece of work that takes so long. */
        async spend(/** @type {number} */ milliseconds) {
            time += milliseconds;
        },
    };
}

/** @param {number} took how long a part takes */
function parts(took) {
    const time = clock();
    /** @type {number[]} */
    const began = [];
    const made = new Parts(async () => {
        began.push(time.now());
        await time.spend(took);
    }, time);
    return { time, began, made };
}

test("the first part waits a moment, the next rests three times as long as the one before took", async () => {
    const { time, began, made } = parts(500);
    await time.goTo(5000);
    made.read({ done: 1, total: 100 }, true);
    await time.goTo(5999);
    assert.deepEqual(began, []);
    await time.goTo(6000);
    assert.deepEqual(began, [6000]);
    made.read({ done: 2, total: 100 }, true);
    await time.goTo(7999);
    assert.deepEqual(began, [6000]);
    await time.goTo(8000);
    assert.deepEqual(began, [6000, 8000]);
});

test("a part that takes no time is followed a second later", async () => {
    const { time, began, made } = parts(0);
    for (let done = 1; done <= 40; done += 1) {
        await time.goTo(done * 100);
        made.read({ done, total: 100 }, true);
    }
    assert.deepEqual(began, [1100, 2100, 3100]);
});

test("no part is made where nothing new was read, and none of files that cannot be", async () => {
    const { time, began, made } = parts(10);
    made.read({ done: 1, total: 9 }, false);
    await time.goTo(10_000);
    assert.deepEqual(began, []);
    made.read({ done: 2, total: 9 }, true);
    await time.goTo(90_000);
    assert.deepEqual(began, [11_000]);
    made.read({ done: 3, total: 9 }, false);
    await time.goTo(200_000);
    assert.deepEqual(began, [11_000]);
});

test("no part is made where the rest is read sooner, until that takes longer than it seemed", async () => {
    const { time, began, made } = parts(2000);
    made.read({ done: 1, total: 100 }, true);
    await time.goTo(1000);
    assert.deepEqual(began, [1000]);
    await time.goTo(10_000);
    // A ninth of what was needed so far.
    made.read({ done: 90, total: 100 }, true);
    await time.goTo(17_000);
    assert.deepEqual(began, [1000]);
    await time.goTo(20_000);
    assert.deepEqual(began, [1000, 18_000]);
    made.read({ done: 100, total: 100 }, true);
    await time.goTo(900_000);
    assert.deepEqual(began, [1000, 18_000], "the whole is no part");
});

test("the end waits for a part and begins no other; one that fails is the last", async () => {
    const time = clock();
    let began = 0;
    let finish = () => {};
    const made = new Parts(() => {
        began += 1;
        return new Promise((resolve, reject) => (finish = began === 1 ? () => resolve(undefined) : () => reject(new Error("no"))));
    }, time);
    made.read({ done: 1, total: 9 }, true);
    await time.goTo(1000);
    let ended = false;
    made.read({ done: 2, total: 9 }, true);
    const end = made.end().then(() => (ended = true));
    await time.goTo(2000);
    assert.equal(ended, false);
    finish();
    await end;
    await time.goTo(9000);
    assert.equal(began, 1);

    const other = new Parts(async () => {
        began += 1;
        throw new Error("no");
    }, time);
    other.read({ done: 1, total: 9 }, true);
    await time.goTo(11_000);
    other.read({ done: 2, total: 9 }, true);
    await time.goTo(90_000);
    assert.equal(began, 2);
    assert.equal(other.over, true);
});
