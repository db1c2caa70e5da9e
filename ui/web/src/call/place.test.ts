import { expect, test } from "vitest";
import { readPlace, readTyped, spaced } from "./place";

test.each([
  ["#n.123456789.4821", { number: "123456789", passcode: "4821" }],
  ["#n.123456789.", { number: "123456789", passcode: "" }],
  ["#n.123456789", { number: "123456789", passcode: "" }],
  ["#n.023456789.1", undefined],
  ["#n.12345678.1", undefined],
  ["#n.123456789.12345678901", undefined],
  ["#n.123456789.<b>", undefined],
  ["", undefined],
])("%s leads to %o", (fragment, place) => {
  expect(readPlace(fragment)).toEqual(place);
});

test.each([
  [" 123 456 789 ", { number: "123456789", passcode: "" }],
  ["123-456-789", { number: "123456789", passcode: "" }],
  ["https://room.example:8443/call/#n.123456789.4821 ", { number: "123456789", passcode: "4821" }],
  ["12345678", undefined],
  ["call me", undefined],
])("typed, %j is %o", (text, place) => {
  expect(readTyped(text)).toEqual(place);
});

test("numbers are read in groups of three", () => {
  expect(spaced("123456789")).toBe("123 456 789");
});
