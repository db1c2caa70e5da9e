import { expect, test } from "vitest";
import { CARDS, HIGHLIGHTS, INKS, PEOPLE } from "./colour";
import { parse } from "./door";
import { boardWords } from "./words";

test("both languages say everything, and differently", () => {
  const [first, second] = [boardWords.en, boardWords["zh-CN"]];
  for (const key of Object.keys(first) as (keyof typeof first)[]) {
    if (typeof first[key] === "string") expect(second[key]).not.toBe(first[key]);
  }
  expect(Object.keys(second.tool)).toEqual(Object.keys(first.tool));
  expect(Object.keys(second.figure)).toEqual(Object.keys(first.figure));
});

test("every colour has a name", () => {
  for (const { inks, highlights, cards, colours } of Object.values(boardWords)) {
    expect([inks.length, highlights.length, cards.length, colours.length]).toEqual([INKS.length, HIGHLIGHTS.length, CARDS.length, PEOPLE.length]);
  }
});

test("a link's fragment is board and key", () => {
  expect(parse("#abcdefgh.k3y-_x")).toEqual({ board: "abcdefgh", key: "k3y-_x" });
  for (const bad of ["", "#", "#abcdefgh", "#short.keykey", "#abcdefgh.key/../x", "#abcdefgh.<script>"]) expect(parse(bad)).toBeUndefined();
});
