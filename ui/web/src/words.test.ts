import { expect, test } from "vitest";
import { told } from "./parts/refusal";
import { Refused, Unreachable } from "./room";
import { preferred, words } from "./words";

test.each([
  [["zh-TW", "en"], "zh-CN"],
  [["fr-FR", "zh-CN"], "zh-CN"],
  [["fr", "en-GB", "zh"], "en"],
  [["fr"], "en"],
  [[], "en"],
])("the first known language of %j is %s", (languages, expected) => {
  expect(preferred(languages)).toBe(expected);
});

test("both languages say everything, and differently", () => {
  const [first, second] = [words.en, words["zh-CN"]];
  for (const key of Object.keys(first) as (keyof typeof first)[]) {
    expect(JSON.stringify(second[key] ?? null) === JSON.stringify(first[key]) && typeof first[key] === "string").toBe(false);
  }
  expect(Object.keys(second.ended)).toEqual(Object.keys(first.ended));
});

test("refusals are told in the guest's words", () => {
  const wrong = (tries_left: number) => new Refused("access.wrong_code", { tries_left });
  expect(told(wrong(3), 0, words.en)).toContain("3 tries left");
  expect(told(wrong(1), 0, words.en)).toContain("One try left");
  expect(told(new Refused("access.too_many_tries", { retry_after_s: 5 }), 4, words.en)).toContain("4 s");
  expect(told(new Refused("access.too_many_tries", {}), 0, words.en)).toBe("");
  expect(told(new Unreachable(), 0, words["zh-CN"])).toBe(words["zh-CN"].unreachable);
  expect(told(new Refused("something.new", {}), 0, words.en)).toBe(words.en.refused);
  expect(told(undefined, 0, words.en)).toBe("");
});
