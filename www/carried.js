// What is on view, carried over from one archive to the next.

import { noFilters } from "./filters.js";

/** @import { EntityView } from "../pkg/reader/saksi.js" */
/** @import { View } from "./address.js" */

/**
 * A view with the entities that it names as another archive has them; those that are not there are left out. The
 * document is left to the caller, who can ask for it.
 * @param {View} view
 * @param {EntityView[]} before the entities of the archive before
 * @param {EntityView[]} after
 * @param {boolean} grown whether the archive holds what the other held: only then do filters go on
 * @returns {View}
 */
export function carriedView(view, before, after, grown) {
    const find = (/** @type {string} */ id) => sameEntity(before.find((one) => one.id === id), after);
    const entities = view.filters.entities.flatMap((filter) => {
        const found = find(filter.id);
        return found ? [{ id: found.id, name: found.name, type: found.type }] : [];
    });
    const entity = find(view.entity)?.id ?? "";
    return {
        ...view,
        filters: grown ? { ...view.filters, entities } : noFilters(),
        timeline: { ...view.timeline, entity: find(view.timeline.entity)?.id ?? "" },
        entity,
        beside: entity ? (find(view.beside)?.id ?? "") : "",
    };
}

/**
 * The entity that another archive has for one: identifiers may be other there, a name is not.
 * @param {EntityView | undefined} entity
 * @param {EntityView[]} others
 */
function sameEntity(entity, others) {
    if (!entity) return undefined;
    const alike = others.filter(({ type }) => type === entity.type);
    return alike.find(({ name }) => name === entity.name) ?? alike.find(({ names }) => names.some(({ text }) => text === entity.name));
}
