import eye from "lucide-static/icons/eye.svg?raw";
import { useState } from "preact/hooks";
import { remember } from "../keep";
import { Title } from "../parts/frame";
import { Icon } from "../parts/icon";
import { useWatchWords } from "./words";

/** Asks for a name, once: whoever watches is shown in the room. */
export function Introduce({ onNamed }: { onNamed: (name: string) => void }) {
  const words = useWatchWords();
  const [name, setName] = useState("");
  return (
    <section class="card">
      <Title>{words.title}</Title>
      <p class="soft">{words.hint}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          remember("local", "name", name.trim());
          onNamed(name.trim());
        }}
      >
        <label class="field">
          <span>
            {words.nameLabel} <small>{words.nameHint}</small>
          </span>
          <input value={name} maxLength={48} autocomplete="name" onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <button class="main" type="submit">
          <Icon svg={eye} />
          {words.watch}
        </button>
      </form>
    </section>
  );
}
