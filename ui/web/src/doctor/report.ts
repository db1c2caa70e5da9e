// The findings as plain text, to be pasted into a ticket.

import type { Results } from "./checks";
import { text, type Finding, type Status } from "./finding";
import type { DoctorWords } from "./words";

const MARKS: Record<Status, string> = { ok: "[ok]", warn: "[!]", fail: "[x]", unsure: "[?]" };

/** Everything that was found, with what IT needs to know of where and when. */
export function report(results: Results, room: string, words: DoctorWords, now = new Date()): string {
  const facts = [
    `${words.reportTitle}: ${room || "Parlor"}`,
    `${words.reportPage}: ${location.origin}`,
    `${words.reportTime}: ${now.toISOString()}`,
    `${words.reportBrowser}: ${navigator.userAgent}`,
  ];
  const listed = (findings: Finding[]) => findings.flatMap((finding) => lines(finding, words));
  return [...facts, "", words.fromHere, ...listed(results.device), "", words.inRoom, ...listed(results.room)].join("\n") + "\n";
}

function lines({ status, code, data }: Finding, words: DoctorWords): string[] {
  const said = words.findings[code];
  const detail = Object.keys(data).map((name) => `${name}=${text(data, name)}`);
  const first = `${MARKS[status]} ${said ? `${said.title}: ${said.says(data)}` : code} (${[code, ...detail].join(" ")})`;
  const remedy = said?.remedy?.(data);
  return remedy ? [first, `    -> ${remedy}`] : [first];
}
