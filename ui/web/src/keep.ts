// Small things that the browser remembers; where it forbids that, they are forgotten.

/** Read a remembered value; empty where there is none. */
export function recall(storage: "local" | "session", key: string): string {
  try {
    return box(storage).getItem(`parlor.${key}`) ?? "";
  } catch {
    return "";
  }
}

/** Remember a value; an empty one is forgotten. */
export function remember(storage: "local" | "session", key: string, value: string): void {
  try {
    if (value) box(storage).setItem(`parlor.${key}`, value);
    else box(storage).removeItem(`parlor.${key}`);
  } catch {
    // private windows may forbid storage: the page works without
  }
}

function box(storage: "local" | "session"): Storage {
  return storage === "local" ? localStorage : sessionStorage;
}
