import { expect, test } from "vitest";
import { Refused, Unreachable } from "../room";
import { canShareSound, failureOf, NotCaptured } from "./capture";
import { Blocked, isPassing, reasonOf } from "./failure";

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36", true],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 Edg/150.0", true],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", false],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15", false],
])("%s can share sound: %s", (agent, expected) => {
  expect(canShareSound(agent)).toBe(expected);
});

test.each([
  ["NotAllowedError", "Permission denied", 3000, false, "denied"],
  ["NotAllowedError", "Permission denied", 20, false, "policy"],
  ["NotAllowedError", "Permission denied", 3000, true, "policy"],
  ["NotAllowedError", 'Access to the feature "display-capture" is disallowed by permissions policy.', 900, false, "policy"],
  ["NotAllowedError", "Permission denied by system", 20, false, "system"],
  ["NotReadableError", "Could not start video source", 900, false, "system"],
  ["InvalidStateError", "", 5, false, "gesture"],
  ["NotFoundError", "", 5, false, "nothing"],
  ["AbortError", "", 900, false, "denied"],
  ["OverconstrainedError", "", 5, false, "failed"],
])("%s “%s” after %d ms means %s: %s", (name, message, afterMs, isForbidden, reason) => {
  expect(failureOf(new DOMException(message, name), afterMs, isForbidden)).toBe(reason);
});

test("what is no error of the browser's is a failure like any", () => {
  expect(failureOf(new TypeError("odd"), 900, false)).toBe("failed");
});

test("every refusal has a reason", () => {
  const refused = (code: string) => reasonOf(new Refused(code, {}));
  expect(["cast.full", "cast.queue_full", "cast.bad_offer", "media.away", "session.rate_limited", "access.unknown_token"].map(refused)).toEqual([
    "full", "queue_full", "refused", "away", "too_many", "expired",
  ]);
  expect([new Unreachable(), new Blocked(), new NotCaptured("policy"), new Error("?")].map(reasonOf)).toEqual(["lost", "blocked", "policy", "failed"]);
  expect((["lost", "blocked", "away", "too_many"] as const).every(isPassing)).toBe(true);
  expect(isPassing("full") || isPassing("refused")).toBe(false);
});
