import { expect, test } from "vitest";
import schema from "../../../appliance/api/schema.json";
import { MAX_CASTS, type Contact, type RoomCast, type Waiting } from "./contract";

const shapes = schema.$defs as unknown as Record<string, { properties: Record<string, { maxItems?: number }> }>;
const verbs = schema.verbs as Record<string, { roles: string[] }>;

test("the room's contract has what the page reads", () => {
  const cast: (keyof RoomCast)[] = [
    "id", "name", "kind", "phase", "started_at", "has_sound", "admitted", "muted", "paused", "touchable",
  ];
  const waiting: (keyof Waiting)[] = ["id", "name", "called"];
  const contact: (keyof Contact)[] = ["id", "phase", "x", "y", "pointing", "colour"];
  expect(Object.keys(shapes["Cast"]?.properties ?? {})).toEqual(expect.arrayContaining(cast));
  expect(Object.keys(shapes["Waiting"]?.properties ?? {})).toEqual(expect.arrayContaining(waiting));
  expect(Object.keys(shapes["Contact"]?.properties ?? {})).toEqual(expect.arrayContaining(contact));
  expect(Object.keys(shapes["WatchState"]?.properties ?? {})).toEqual(expect.arrayContaining(["watchers", "drawn"]));
  expect(Object.keys(shapes["SettingsState"]?.properties ?? {})).toEqual(expect.arrayContaining(["casting", "watching"]));
  expect(shapes["cast.order_casts"]?.properties["cast_ids"]?.maxItems).toBe(MAX_CASTS);
});

test.each(["enter_queue", "leave_queue", "set_paused", "set_muted", "set_touchable", "point"])("guests may call cast.%s", (verb) => {
  expect(verbs[`cast.${verb}`]?.roles).toContain("guest");
});
