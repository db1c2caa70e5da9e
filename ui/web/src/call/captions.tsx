import type { Conference } from "./contract";
import type { CallState } from "./state";
import { nameOf } from "./tile";
import { useCallWords } from "./words";

/** What is said, as it is written down. */
export function Captions({ state, conference }: { state: CallState; conference: Conference }) {
  const words = useCallWords();
  if (state.captions.length === 0) return null;
  return (
    <div class="captions" role="log" aria-live="off" aria-label={words.captionsLabel}>
      {state.captions.map(({ key, personId, text }) => {
        const person = conference.people.find((one) => one.id === personId);
        return (
          <p key={key}>
            {person && <b>{nameOf(person, personId === state.me, words)}</b>}
            <span>{text}</span>
          </p>
        );
      })}
    </div>
  );
}
