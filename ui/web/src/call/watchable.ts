// A value that changes as a whole, and whoever looks at it.

import { useEffect, useState } from "preact/hooks";

export class Watchable<T extends object> {
  #watchers = new Set<(value: T) => void>();

  constructor(public value: T) {}

  /** Change some of it; whoever watches is told where anything differs. */
  change(part: Partial<T>): void {
    const isSame = (Object.keys(part) as (keyof T)[]).every((key) => this.value[key] === part[key]);
    if (isSame) return;
    this.value = { ...this.value, ...part };
    for (const watcher of [...this.#watchers]) watcher(this.value);
  }

  watch(watcher: (value: T) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}

/** The value as it is, drawn anew with every change. */
export function useWatched<T extends object>(watchable: Watchable<T>): T {
  const [value, setValue] = useState(watchable.value);
  useEffect(() => {
    setValue(watchable.value);
    return watchable.watch(setValue);
  }, [watchable]);
  return value;
}
