// Who is seen where: the conference, what everybody shall see, and what one chose for oneself, made into places.

import type { Conference, Layout, Person } from "./contract";

/** A picture's place. */
export interface Slot {
  key: string;
  person: Person;
  picture: "camera" | "screen";
}

export interface Arrangement {
  layout: Layout;
  /** Large ones; in a gallery all that are on its page. */
  main: Slot[];
  strip: Slot[];
  page: number;
  pages: number;
}

/** What somebody chose for their own page. */
export interface View {
  layout: Layout;
  pinned: string;
  page: number;
}

/** What one page can hold. */
export interface Capacity {
  gallery: number;
  strip: number;
}

/** Whoever is in the conference and can be seen; recorders only listen. */
export function seen(conference: Conference): Person[] {
  return conference.people.filter((one) => one.phase !== "lobby" && one.kind !== "recorder");
}

/** The layout in force: what is set for all goes first, then a shared screen, then one's own choice. */
export function layoutOf(conference: Conference, view: View): Layout {
  const isShared = seen(conference).some((one) => one.id === conference.sharer);
  const wished = conference.layout ?? (isShared ? "share" : view.layout);
  if (wished === "share" && !isShared) return "speaker";
  return wished;
}

export function arrange(conference: Conference, me: string, view: View, capacity: Capacity): Arrangement {
  const people = seen(conference);
  const others = people.filter((one) => one.id !== me);
  const own = people.filter((one) => one.id === me);
  const ordered = [...others, ...own];
  const layout = layoutOf(conference, view);
  const large = enlarged(conference, me, view, people, layout);
  // what is shared is seen in every layout
  const sharer = people.find((one) => one.id === conference.sharer);
  const all = [...(sharer ? [screen(sharer)] : []), ...ordered.map(camera)];
  if (large.length === 0) {
    const [main, page, pages] = paged(all, capacity.gallery, view.page);
    return { layout, main, strip: [], page, pages };
  }
  const isLarge = new Set(large.map((slot) => slot.key));
  const [strip, page, pages] = paged(all.filter((slot) => !isLarge.has(slot.key)), capacity.strip, view.page);
  return { layout, main: large, strip, page, pages };
}

function paged(slots: Slot[], size: number, wished: number): [shown: Slot[], page: number, pages: number] {
  const pages = Math.max(1, Math.ceil(slots.length / size));
  const page = Math.min(wished, pages - 1);
  return [slots.slice(page * size, (page + 1) * size), page, pages];
}

function enlarged(conference: Conference, me: string, view: View, people: Person[], layout: Layout): Slot[] {
  const byId = new Map(people.map((one) => [one.id, one]));
  const pinned = byId.get(view.pinned);
  if (pinned) return [camera(pinned)];
  const sharer = byId.get(conference.sharer);
  if (layout === "share" && sharer) return [screen(sharer)];
  const spotlight = conference.spotlight.flatMap((id) => byId.get(id) ?? []);
  if (spotlight.length > 0) return spotlight.map(camera);
  if (layout !== "speaker") return [];
  const others = people.filter((one) => one.id !== me);
  const speaker = others.find((one) => one.id === conference.speaker) ?? others.find((one) => one.camera_on) ?? others[0] ?? people[0];
  return speaker ? [camera(speaker)] : [];
}

function screen(person: Person): Slot {
  return { key: `${person.id}/screen`, person, picture: "screen" };
}

function camera(person: Person): Slot {
  return { key: `${person.id}/camera`, person, picture: "camera" };
}

/** How tiles fill a space. */
export interface Grid {
  columns: number;
  width: number;
  height: number;
}

const WIDEST = 16 / 9;
/** Of a tile on an upright stage, and on a wide one: cameras are wide, and what is cut off is missed. */
const NARROWEST = { upright: 0.8, wide: 4 / 3 };

/** The largest equal tiles for so many in a space of CSS pixels, none wider than 16:9. */
export function fit(count: number, width: number, height: number, gap: number): Grid {
  const narrowest = height > width ? NARROWEST.upright : NARROWEST.wide;
  let best: Grid = { columns: 1, width: 0, height: 0 };
  for (let columns = 1; columns <= Math.max(1, count); columns += 1) {
    const rows = Math.ceil(count / columns);
    const cellWidth = (width - gap * (columns - 1)) / columns;
    const cellHeight = (height - gap * (rows - 1)) / rows;
    if (cellWidth <= 0 || cellHeight <= 0) continue;
    const tileWidth = Math.min(cellWidth, cellHeight * WIDEST);
    const tileHeight = Math.min(cellHeight, tileWidth / narrowest);
    if (tileWidth * tileHeight > best.width * best.height) best = { columns, width: Math.floor(tileWidth), height: Math.floor(tileHeight) };
  }
  return best;
}
