// What lies over what, as `appliance/ink/selection.py` changes it.

import { orderOf, type Placed } from "./element";

export const PLACES = ["front", "forward", "backward", "back"] as const;
export type Place = (typeof PLACES)[number];

/** Between the orders of two elements that are put over each other; orders are milliseconds unless they were changed. */
const STEP = 1 / 64;

/**
 * New orders (an override's z) that put chosen elements elsewhere among all, which come in painting order. The chosen keep
 * the order they have among each other. Forward is above the next element over the topmost of them, backward below the next
 * under the lowest. Others get new orders only where there is no room between two of them.
 */
export function reordered(elements: readonly Placed[], chosen: ReadonlySet<string>, place: Place): Map<string, number> {
  const held = elements.filter(({ id }) => chosen.has(id));
  const rest = elements.filter(({ id }) => !chosen.has(id));
  const changed = new Map<string, number>();
  if (!held.length || !rest.length) return changed;
  const at = rankOf(elements, chosen, place);
  const wanted = [...rest.slice(0, at), ...held, ...rest.slice(at)];
  if (wanted.every(({ id }, index) => id === elements[index]?.id)) return changed;
  if (at === 0) {
    const lowest = orderOf(rest[0]!);
    held.forEach(({ id }, index) => changed.set(id, lowest - STEP * (held.length - index)));
    return changed;
  }
  const above = rest[at];
  const orders = ordersBetween(orderOf(rest[at - 1]!), above ? orderOf(above) : Infinity, held.length);
  held.forEach(({ id }, index) => changed.set(id, orders[index]!));
  let highest = orders[orders.length - 1]!;
  for (const other of rest.slice(at)) {
    if (orderOf(other) > highest) break;
    highest += STEP;
    changed.set(other.id, highest);
  }
  return changed;
}

// growing orders above one and, if there is room for them, below another
function ordersBetween(below: number, above: number, count: number): number[] {
  const step = Math.min(STEP, (above - below) / (count + 1));
  const orders = Array.from({ length: count }, (_, index) => below + step * (index + 1));
  const isGrowing = [below, ...orders].every((order, index) => order < (orders[index] ?? above));
  return isGrowing ? orders : orders.map((_, index) => below + STEP * (index + 1));
}

// how many of the others are to lie below the chosen
function rankOf(elements: readonly Placed[], chosen: ReadonlySet<string>, place: Place): number {
  const isChosen = elements.map(({ id }) => chosen.has(id));
  const others = (until: number): number => isChosen.slice(0, until).filter((is) => !is).length;
  const count = others(isChosen.length);
  switch (place) {
    case "front":
      return count;
    case "back":
      return 0;
    case "forward":
      return Math.min(others(isChosen.lastIndexOf(true)) + 1, count);
    case "backward":
      return Math.max(others(isChosen.indexOf(true)) - 1, 0);
  }
}
