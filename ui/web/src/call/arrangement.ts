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
  if (large.length === 0) {
    const pages = Math.max(1, Math.ceil(ordered.length / capacity.gallery));
    const page = Math.min(view.page, pages - 1);
    const shown = ordered.slice(page * capacity.gallery, (page + 1) * capacity.gallery);
    return { layout, main: shown.map(camera), strip: [], page, pages };
  }
  const isLarge = new Set(large.filter((slot) => slot.picture === "camera").map((slot) => slot.person.id));
  const rest = ordered.filter((one) => !isLarge.has(one.id));
  const pages = Math.max(1, Math.ceil(rest.length / capacity.strip));
  const page = Math.min(view.page, pages - 1);
  const strip = rest.slice(page * capacity.strip, (page + 1) * capacity.strip).map(camera);
  return { layout, main: large, strip, page, pages };
}

function enlarged(conference: Conference, me: string, view: View, people: Person[], layout: Layout): Slot[] {
  const byId = new Map(people.map((one) => [one.id, one]));
  const pinned = byId.get(view.pinned);
  if (pinned) return [camera(pinned)];
  const sharer = byId.get(conference.sharer);
  if (layout === "share" && sharer) return [{ key: `${sharer.id}/screen`, person: sharer, picture: "screen" }];
  const spotlight = conference.spotlight.flatMap((id) => byId.get(id) ?? []);
  if (spotlight.length > 0) return spotlight.map(camera);
  if (layout !== "speaker") return [];
  const others = people.filter((one) => one.id !== me);
  const speaker = others.find((one) => one.id === conference.speaker) ?? others[0] ?? people[0];
  return speaker ? [camera(speaker)] : [];
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
