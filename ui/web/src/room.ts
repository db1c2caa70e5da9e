// The room's small HTTP doors.

export interface Info {
  room_name: string;
  version: string;
  api_version: number;
  fingerprint: string;
  trusted: boolean;
}

/** The room said no: `code` is one of its stable error codes. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly data: Record<string, unknown>,
  ) {
    super(code);
  }

  number(field: string): number {
    const value = this.data[field];
    return typeof value === "number" ? value : 0;
  }
}

/** The room did not answer at all. */
export class Unreachable extends Error {}

const TIMEOUT_MS = 8000;

/** Ask the room; a refusal throws Refused, silence throws Unreachable. */
export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
  } catch {
    throw new Unreachable();
  }
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => ({}));
  const data = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  throw new Refused(typeof data["code"] === "string" ? data["code"] : `http.${response.status}`, data);
}

export async function info(): Promise<Info> {
  return (await (await ask("/api/info")).json()) as Info;
}

/** Exchange a code, or a scanned ticket, for a session's token. */
export async function enter(door: "guest" | "admin", key: { code: string } | { ticket: string }): Promise<string> {
  const response = await ask(`/api/${door}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(key),
  });
  return ((await response.json()) as { token: string }).token;
}

export function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` };
}
