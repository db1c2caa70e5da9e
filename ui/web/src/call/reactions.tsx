import { REACTIONS, type Reaction } from "./contract";
import { useCallWords } from "./words";

export const SIGNS: Record<Reaction, string> = { applause: "👏", thumbs_up: "👍", heart: "❤️", laugh: "😂", surprise: "😮" };

/** The reactions that one may show. */
export function Reactions({ onReact }: { onReact: (reaction: Reaction) => void }) {
  const words = useCallWords();
  return (
    <div class="reactions" role="menu" aria-label={words.reactions}>
      {REACTIONS.map((one) => (
        <button key={one} type="button" role="menuitem" aria-label={words.reactionNames[one]} title={words.reactionNames[one]} onClick={() => onReact(one)}>
          {SIGNS[one]}
        </button>
      ))}
    </div>
  );
}
