import { expect, test } from "vitest";
import { offerWords } from "./call/offerwords";
import { callWords } from "./call/words";
import { castWords } from "./cast/words";
import { told } from "./parts/refusal";
import { Refused, Unreachable } from "./room";
import { watchWords } from "./watch/words";
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

test.each([words, castWords, watchWords, callWords, offerWords])("both languages say everything, and differently", (all) => {
  const [first, second]: Record<string, unknown>[] = [all.en, all["zh-CN"]];
  for (const key of Object.keys(first ?? {})) {
    expect(second?.[key], key).toBeDefined();
    if (typeof first?.[key] === "string") expect(second?.[key], key).not.toBe(first[key]);
  }
});

test("every end has words in both languages, and what does not heal by itself says what to do", () => {
  const [first, second] = [castWords.en.ended, castWords["zh-CN"].ended];
  expect(Object.keys(second)).toEqual(Object.keys(first));
  for (const reason of Object.keys(first) as (keyof typeof first)[]) {
    expect(second[reason].said("Bo"), reason).not.toBe(first[reason].said("Bo"));
    expect(Boolean(second[reason].todo), reason).toBe(Boolean(first[reason].todo));
    if (!["self", "left", "glass", "elsewhere"].includes(reason)) expect(first[reason].todo, reason).not.toBe("");
  }
  expect(first.taken_over.said("Bo")).toBe("Bo took over.");
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

test("the call page says every notice, fact and end in both languages", () => {
  const [en, zh] = [callWords.en, callWords["zh-CN"]];
  for (const part of ["trouble", "over", "overHint", "refusals", "facts", "notices", "grades", "reactionNames"] as const) {
    expect(Object.keys(zh[part]), part).toEqual(Object.keys(en[part]));
  }
  for (const reason of ["left", "ended", "removed", "denied", "lost", "elsewhere", "refused"] as const) expect(zh.over[reason]).not.toBe(en.over[reason]);
});
