// What a check found. The codes are stable names; the words for them are in words.ts.

export type Status = "ok" | "warn" | "fail" | "unsure";
export type Data = Record<string, string | number | boolean | string[]>;

export interface Finding {
  status: Status;
  code: string;
  data: Data;
}

export function found(status: Status, code: string, data: Data = {}): Finding {
  return { status, code, data };
}

/** The fact of this name as text; a list is joined. */
export function text(data: Data, name: string): string {
  const fact = data[name];
  return Array.isArray(fact) ? fact.join(", ") : fact === undefined ? "" : String(fact);
}

/** What the room sends of itself; anything else in its place is left out. */
export function roomFindings(told: unknown): Finding[] {
  if (!Array.isArray(told)) return [];
  return told.flatMap((one: Partial<Finding> | null) =>
    one && typeof one.code === "string" && (one.status === "ok" || one.status === "warn" || one.status === "fail")
      ? [found(one.status, one.code, one.data ?? {})]
      : [],
  );
}

const SEVERITY: Record<Status, number> = { fail: 0, warn: 1, unsure: 2, ok: 3 };

/** What does not work first, else in the order given. */
export function worstFirst(findings: Finding[]): Finding[] {
  return [...findings].sort((a, b) => SEVERITY[a.status] - SEVERITY[b.status]);
}
