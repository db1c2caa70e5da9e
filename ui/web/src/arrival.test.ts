import { expect, test } from "vitest";
import { fragmentOf, readArrival } from "./arrival";

test.each([
  ["#482913", { code: "482913" }],
  ["#t.Zm9vYmFy-_cXV4eHh4eA", { ticket: "Zm9vYmFy-_cXV4eHh4eA" }],
  ["", undefined],
  ["#48291", undefined],
  ["#4829133", undefined],
  ["#t.<script>", undefined],
  [`#t.${"a".repeat(65)}`, undefined],
])("%s brings %o", (fragment, expected) => {
  expect(readArrival(fragment)).toEqual(expected);
});

test.each(["#482913", "#t.Zm9vYmFy-_cXV4eHh4eA", ""])("%j is brought along to another page", (fragment) => {
  expect(fragmentOf(readArrival(fragment))).toBe(fragment);
});
