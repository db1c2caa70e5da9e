import { expect, test, vi } from "vitest";
import schema from "../../../../appliance/api/schema.json";
import { found, roomFindings, worstFirst } from "./finding";
import { report } from "./report";
import { doctorWords } from "./spoken";
import { named, summary } from "./udp";

const DATA = {
  url: "https://r.local", other: "https://10.0.0.5", ms: 3, lost: 0, name: "r.local", wanted: "q.local", by: "10.0.0.9", port: 8443, reason: "refused",
  until: "2027-01-01", missing: ["r.local"], fingerprint: "AB:CD", address: "10.0.0.5", first_port: 32768, last_port: 60999, wanted_bytes: 4194304,
};

test("both languages have words for the same findings, and say something else", () => {
  const { en, "zh-CN": zh } = doctorWords;
  expect(Object.keys(zh.findings)).toEqual(Object.keys(en.findings));
  for (const [code, said] of Object.entries(en.findings)) {
    const other = zh.findings[code];
    expect(other?.says(DATA), code).not.toBe(said.says(DATA));
    expect(other?.remedy === undefined, code).toBe(said.remedy === undefined);
    expect(`${said.says(DATA)}${said.remedy?.(DATA)}${other?.says(DATA)}${other?.remedy?.(DATA)}`, code).not.toMatch(/\[object|NaN/);
  }
});

test("an answer is led to a name, by one candidate alone", () => {
  const sdp = "v=0\r\na=candidate:1 1 udp 2130706431 10.0.0.5 40000 typ host\r\na=candidate:2 1 udp 2130706430 fd00::5 40001 typ host\r\na=setup:active\r\n";
  expect(named(sdp, "r.local")).toBe("v=0\r\na=candidate:1 1 udp 2130706431 r.local 40000 typ host\r\na=setup:active\r\n");
});

test("the passage is judged by its median and its losses", () => {
  expect(summary([9, 1, 5, ...Array<number>(15).fill(5)])).toEqual({ passes: true, delayMs: 5, lostPercent: 10 });
  expect(summary([])).toEqual({ passes: false, delayMs: 0, lostPercent: 100 });
});

test("what a room tells in another shape is left out", () => {
  const told = [{ status: "ok", code: "qr.shown", data: {} }, { status: "odd", code: "x" }, null, { code: 3 }];
  expect(roomFindings(told)).toEqual([found("ok", "qr.shown")]);
  expect(roomFindings("nonsense")).toEqual([]);
});

test("the text for IT says where, when and what to do, and passes unknown codes on", () => {
  vi.stubGlobal("location", { origin: "https://10.0.0.5:8443" });
  vi.stubGlobal("navigator", { userAgent: "Browser/1" });
  const results = { device: [found("fail", "way.blocked", DATA)], room: [found("warn", "new.code", { port: 7 })], needsCode: false };
  const text = report(results, "Lantern", doctorWords.en, new Date("2026-11-30T10:00:00Z"));
  vi.unstubAllGlobals();
  expect(text).toContain("Page: https://10.0.0.5:8443\nTime: 2026-11-30T10:00:00.000Z\nBrowser: Browser/1");
  expect(text).toContain("[x] UDP from here: Blocked");
  expect(text).toContain("    -> Ask IT to allow UDP to 10.0.0.5, ports 32768–60999");
  expect(text).toContain("[!] new.code (new.code port=7)");
});

test("what does not work comes first", () => {
  const order = worstFirst([found("ok", "a"), found("warn", "b"), found("fail", "c"), found("warn", "d")]);
  expect(order.map((one) => one.code)).toEqual(["c", "b", "d", "a"]);
});

test("everything that the room may tell a guest has words", () => {
  const codes = schema.$defs.CastWay.properties.code.enum.filter((code) => !code.startsWith("input."));
  expect(codes.filter((code) => !(code in doctorWords.en.findings))).toEqual([]);
  expect(codes.length).toBeGreaterThan(30);
});
