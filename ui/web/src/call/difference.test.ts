import { expect, test } from "vitest";
import { difference } from "./difference";
import { conferenceOf, personOf } from "./example";

const me = "a1";

test("who comes, goes, waits, raises a hand or shares is told, oneself is not", () => {
  const before = conferenceOf(me, "b2", personOf("c3"));
  const after = {
    ...conferenceOf(me, personOf("c3", { hand_since: "2026-01-01T00:00:01Z" }), "d4", personOf("e5", { phase: "lobby" })),
    sharer: "d4",
  };
  expect(difference(before, after, me)).toEqual([
    { code: "joined", name: "d4" },
    { code: "left", name: "b2" },
    { code: "waits", name: "e5" },
    { code: "hand", name: "c3" },
    { code: "shares", name: "d4" },
  ]);
});

test("who is let in from the lobby joined", () => {
  const before = conferenceOf(me, personOf("b2", { phase: "lobby" }));
  expect(difference(before, conferenceOf(me, "b2"), me)).toEqual([{ code: "joined", name: "b2" }]);
});

test("a new role, and whether one may unmute, are told", () => {
  const before = conferenceOf(personOf(me));
  const after = conferenceOf(personOf(me, { role: "host", may_unmute: false }));
  expect(difference(before, after, me).map((one) => one.code)).toEqual(["host", "may_not_unmute"]);
  expect(difference(after, after, me)).toEqual([]);
});

test("a crowd is not told one by one", () => {
  expect(difference(conferenceOf(me), conferenceOf(me, "b2", "c3", "d4", "e5", "f6"), me)).toHaveLength(3);
});
