// A state that tells of its changes.

import { useEffect, useState } from "preact/hooks";

export class Told<S extends object> {
  #listeners = new Set<(state: S) => void>();

  constructor(public state: S) {}

  set(change: Partial<S>): void {
    const keys = Object.keys(change) as (keyof S)[];
    if (keys.every((key) => change[key] === this.state[key])) return;
    this.state = { ...this.state, ...change };
    for (const listener of [...this.#listeners]) listener(this.state);
  }

  listen(listener: (state: S) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export function useTold<S extends object>(told: Told<S>): S {
  const [state, setState] = useState(told.state);
  useEffect(() => {
    setState(told.state);
    return told.listen(setState);
  }, [told]);
  return state;
}
