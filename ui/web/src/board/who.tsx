import { useState } from "preact/hooks";
import { recall } from "../keep";
import { Title } from "../parts/frame";
import { PEOPLE } from "./colour";
import type { Author } from "./document";
import { anyColor, recallGuest, rememberGuest } from "./guest";
import { Swatches } from "./swatches";
import { useBoardWords } from "./words";

/** Asks once for a name and a colour. */
export function Who({ room, onChosen }: { room: string; onChosen: (author: Author) => void }) {
  const words = useBoardWords();
  const [name, setName] = useState(() => recall("local", "name"));
  const [color, setColor] = useState(() => recallGuest()?.color ?? anyColor());
  return (
    <section class="card who">
      <Title>{words.whoTitle(room)}</Title>
      <p class="soft">{words.whoHint}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onChosen(rememberGuest(name.trim() || words.guest, color));
        }}
      >
        <label class="field">
          <span>{words.name}</span>
          <input value={name} maxLength={40} autocomplete="nickname" onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <Swatches label={words.colour} colors={PEOPLE} names={words.colours} value={color} onChoose={setColor} />
        <button class="main" type="submit">
          {words.join}
        </button>
      </form>
    </section>
  );
}
