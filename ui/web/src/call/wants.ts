// What is asked of the room: the pictures that are drawn, as large as they are drawn, and everybody's sound.

import type { Slot } from "./arrangement";
import { MAX_WANTS, type Conference, type Want } from "./contract";
import { seen } from "./arrangement";

/** A tile on the page, and how many pixels of the display a whole picture has across that fills it. */
export interface Drawn {
  slot: Slot;
  pixels: number;
}

/** A camera's small picture has 320 pixels across; a tile that is not much wider shows no more of the large one. */
const LARGE_PIXELS = 520;

/** At most so many large pictures are decoded at once. */
export interface Means {
  large: number;
}

export function wanted(conference: Conference, me: string, drawn: Drawn[], means: Means): Want[] {
  const others = seen(conference).filter((one) => one.id !== me && one.phase !== "connecting");
  const isThere = new Set(others.map((one) => one.id));
  const wants: Want[] = [];
  const sharer = others.find((one) => one.id === conference.sharer);
  if (sharer?.has_screen_sound) wants.push({ person_id: sharer.id, source: "screen_sound", quality: "high" });
  const shown = drawn.filter(({ slot }) => isThere.has(slot.person.id)).sort((one, other) => other.pixels - one.pixels);
  let large = 0;
  for (const { slot, pixels } of shown) {
    if (slot.picture === "screen") {
      if (slot.person.id === sharer?.id) wants.push({ person_id: slot.person.id, source: "screen", quality: "high" });
    } else if (slot.person.camera_on) {
      const isLarge = pixels >= LARGE_PIXELS && large < means.large;
      if (isLarge) large += 1;
      wants.push({ person_id: slot.person.id, source: "camera", quality: isLarge ? "high" : "low" });
    }
  }
  // who is silent is asked for too, so that their first word is heard
  const voices = [...others].sort((one, other) => Number(one.muted) - Number(other.muted));
  const pictures = wants.slice(0, MAX_WANTS / 2);
  const sounds: Want[] = voices.map(({ id }) => ({ person_id: id, source: "microphone", quality: "high" }));
  return [...sounds.slice(0, MAX_WANTS - pictures.length), ...pictures];
}

/** Whether two lists ask for the same, in whatever order. */
export function isSame(one: Want[], other: Want[]): boolean {
  const keys = new Set(one.map(keyOf));
  return one.length === other.length && other.every((want) => keys.has(keyOf(want)));
}

function keyOf({ person_id, source, quality }: Want): string {
  return `${person_id}/${source}/${quality}`;
}
