import { useEffect, useRef } from "preact/hooks";
import type { Call } from "./call";
import { useCallWords } from "./words";

/** Whoever leads a meeting leaves alone, or ends it for everybody. */
export function Leaving({ call, onCancel }: { call: Call; onCancel: () => void }) {
  const words = useCallWords();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <div class="popover" role="dialog" aria-label={words.leaveTitle} onKeyDown={(event) => event.key === "Escape" && onCancel()}>
      <p class="verdict">{words.leaveTitle}</p>
      <button ref={first} class="main" type="button" onClick={() => void call.leave()}>
        {words.leaveOnly}
      </button>
      <button class="main danger" type="button" onClick={() => void call.endForAll()}>
        {words.endForAll}
      </button>
      <button class="quiet wide" type="button" onClick={onCancel}>
        {words.cancel}
      </button>
    </div>
  );
}
