import { expect, test } from "vitest";
import type { Slot } from "./arrangement";
import { MAX_WANTS } from "./contract";
import { conferenceOf, personOf } from "./example";
import { isSame, wanted, type Drawn } from "./wants";

const MEANS = { large: 2 };

function drawn(conference: ReturnType<typeof conferenceOf>, id: string, pixels: number, picture: Slot["picture"] = "camera"): Drawn {
  return { slot: { key: `${id}/${picture}`, person: conference.people.find((one) => one.id === id)!, picture }, pixels };
}

test("large tiles get the large picture, small ones the small, hidden ones none; everybody is heard", () => {
  const conference = conferenceOf("a1", "b2", "c3", "d4");
  expect(wanted(conference, "a1", [drawn(conference, "b2", 900), drawn(conference, "c3", 200), drawn(conference, "a1", 200)], MEANS)).toEqual([
    { person_id: "b2", source: "microphone", quality: "high" },
    { person_id: "c3", source: "microphone", quality: "high" },
    { person_id: "d4", source: "microphone", quality: "high" },
    { person_id: "b2", source: "camera", quality: "high" },
    { person_id: "c3", source: "camera", quality: "low" },
  ]);
});

test("no more large pictures than the device can decode, the largest first", () => {
  const conference = conferenceOf("a1", "b2", "c3", "d4");
  const wants = wanted(conference, "a1", [drawn(conference, "b2", 600), drawn(conference, "c3", 700), drawn(conference, "d4", 800)], MEANS);
  const large = wants.filter((want) => want.source === "camera" && want.quality === "high").map((want) => want.person_id);
  expect(large).toEqual(["d4", "c3"]);
});

test("cameras that are off, people outside, and those on their way are not asked for", () => {
  const conference = conferenceOf("a1", personOf("b2", { camera_on: false }), personOf("c3", { phase: "connecting" }), personOf("d4", { phase: "lobby" }));
  const wants = wanted(conference, "a1", ["b2", "c3", "d4"].map((id) => drawn(conference, id, 900)), MEANS);
  expect(wants).toEqual([{ person_id: "b2", source: "microphone", quality: "high" }]);
});

test("a shared screen comes with its sound, one's own does not", () => {
  const conference = { ...conferenceOf("a1", personOf("b2", { sharing: true, has_screen_sound: true, camera_on: false })), sharer: "b2" };
  const sources = (me: string) => wanted(conference, me, [drawn(conference, "b2", 900, "screen")], MEANS).map((want) => want.source);
  expect(sources("a1")).toEqual(["microphone", "screen_sound", "screen"]);
  expect(sources("b2")).toEqual(["microphone"]);
});

test("a full conference stays within what may be asked, who may speak first", () => {
  const people = Array.from({ length: 50 }, (_, at) => personOf(`p${at}`, { muted: at < 45 }));
  const conference = conferenceOf(...people);
  const wants = wanted(conference, "p0", people.map((one) => drawn(conference, one.id, 200)), MEANS);
  expect(wants).toHaveLength(MAX_WANTS);
  expect(wants.slice(0, 5).map((want) => want.person_id)).toEqual(["p45", "p46", "p47", "p48", "p49"]);
});

test("the same in another order is the same", () => {
  const [one, other] = [conferenceOf("a1", "b2", "c3"), conferenceOf("a1", "c3", "b2")].map((conference) => wanted(conference, "a1", [], MEANS));
  expect(isSame(one!, other!)).toBe(true);
  expect(isSame(one!, [])).toBe(false);
});
