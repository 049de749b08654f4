// Where the names of a network stand when it is drawn. Pure arithmetic, in pixels; the same network, the same drawing.
//
// Forces after Fruchterman and Reingold, "Graph drawing by force-directed placement" (1991): all push each other away,
// links pull together. Then boxes that overlap are moved apart, since a name that cannot be read is not drawn.

/** @typedef {{ width: number, height: number }} Size */
/** @typedef {{ x: number, y: number }} Point the middle of a box */
/** @typedef {{ pair: [number, number], sentences: number }} Pull `pair`: places among the boxes */

const ROUNDS = 300;
const ROUNDS_APART = 200;
/** How strongly all are drawn to the middle, so that those whom nothing links do not drift off. */
const PULL_IN = 0.4;
/** Room between boxes. */
const MARGIN = 10;
/** The angle at which a spiral of points fills a disc evenly. */
const GOLDEN_ANGLE = 2.399963;

/**
 * @param {Size[]} boxes the most important first
 * @param {Pull[]} links
 * @param {Size} room
 * @returns {Point[]} for each box
 */
export function layout(boxes, links, room) {
    const points = boxes.map((_, n) => {
        const radius = Math.sqrt((n + 0.5) / boxes.length) / 2;
        return {
            x: room.width * (0.5 + 0.8 * radius * Math.cos(n * GOLDEN_ANGLE)),
            y: room.height * (0.5 + 0.8 * radius * Math.sin(n * GOLDEN_ANGLE)),
        };
    });
    attract(points, links, room);
    fit(points, boxes, room);
    separate(points, boxes, room);
    return points;
}

/**
 * @param {Point[]} points
 * @param {Pull[]} links
 * @param {Size} room
 */
function attract(points, links, room) {
    const far = Math.sqrt((room.width * room.height) / Math.max(points.length, 1));
    const strongest = Math.max(1, ...links.map(({ sentences }) => sentences));
    for (let round = 0; round < ROUNDS; round += 1) {
        const step = (Math.min(room.width, room.height) / 8) * (1 - round / ROUNDS);
        const moves = points.map(({ x, y }) => ({ x: (room.width / 2 - x) * PULL_IN, y: (room.height / 2 - y) * PULL_IN }));
        const push = (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ force) => {
            const [dx, dy, distance] = between(points[a], points[b], a);
            moves[a].x -= (dx / distance) * force;
            moves[a].y -= (dy / distance) * force;
            moves[b].x += (dx / distance) * force;
            moves[b].y += (dy / distance) * force;
        };
        for (let a = 0; a < points.length; a += 1) {
            for (let b = a + 1; b < points.length; b += 1) {
                push(a, b, (far * far) / between(points[a], points[b], a)[2]);
            }
        }
        for (const { pair, sentences } of links) {
            const distance = between(points[pair[0]], points[pair[1]], pair[0])[2];
            const strength = 0.4 + 0.6 * Math.sqrt(sentences / strongest);
            push(pair[0], pair[1], (-distance * distance * strength) / far);
        }
        points.forEach((point, n) => {
            const length = Math.hypot(moves[n].x, moves[n].y) || 1;
            point.x += (moves[n].x / length) * Math.min(length, step);
            point.y += (moves[n].y / length) * Math.min(length, step);
        });
    }
}

/**
 * Stretches what was drawn over the room there is.
 * @param {Point[]} points
 * @param {Size[]} boxes
 * @param {Size} room
 */
function fit(points, boxes, room) {
    for (const [axis, size] of /** @type {["x" | "y", "width" | "height"][]} */ ([["x", "width"], ["y", "height"]])) {
        const places = points.map((point) => point[axis]);
        const [least, most] = [Math.min(...places), Math.max(...places)];
        points.forEach((point, n) => {
            const share = most > least ? (point[axis] - least) / (most - least) : 0.5;
            point[axis] = boxes[n][size] / 2 + share * (room[size] - boxes[n][size]);
        });
    }
}

/**
 * @param {Point[]} points
 * @param {Size[]} boxes
 * @param {Size} room
 */
function separate(points, boxes, room) {
    for (let round = 0; round < ROUNDS_APART; round += 1) {
        let moved = false;
        for (let a = 0; a < points.length; a += 1) {
            for (let b = a + 1; b < points.length; b += 1) {
                const [dx, dy] = between(points[a], points[b], a);
                const across = (boxes[a].width + boxes[b].width) / 2 + MARGIN - Math.abs(dx);
                const down = (boxes[a].height + boxes[b].height) / 2 + MARGIN - Math.abs(dy);
                if (across <= 0 || down <= 0) continue;
                moved = true;
                // Along the shorter way out, each by half.
                const [x, y] = across < down ? [Math.sign(dx || 1) * across, 0] : [0, Math.sign(dy || 1) * down];
                points[a].x -= x / 2;
                points[a].y -= y / 2;
                points[b].x += x / 2;
                points[b].y += y / 2;
            }
        }
        points.forEach((point, n) => keepWithin(point, boxes[n], room));
        if (!moved) return;
    }
}

/**
 * From one point to another, and how far; points that coincide are told apart by the number of the first.
 * @param {Point} from
 * @param {Point} to
 * @param {number} n
 * @returns {[number, number, number]}
 */
function between(from, to, n) {
    const dx = to.x - from.x || Math.cos(n) * 0.1;
    const dy = to.y - from.y || Math.sin(n) * 0.1;
    return [dx, dy, Math.max(Math.hypot(dx, dy), 0.1)];
}

/**
 * @param {Point} point
 * @param {Size} box
 * @param {Size} room
 */
function keepWithin(point, box, room) {
    const within = (/** @type {number} */ at, /** @type {number} */ size, /** @type {number} */ all) =>
        Math.min(Math.max(at, size / 2), Math.max(all - size / 2, size / 2));
    point.x = within(point.x, box.width, room.width);
    point.y = within(point.y, box.height, room.height);
}
