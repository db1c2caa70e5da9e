import monitorUp from "lucide-static/icons/monitor-up.svg?raw";
import usersRound from "lucide-static/icons/users-round.svg?raw";
import { useState } from "preact/hooks";
import { canShareSound } from "./cast/capture";
import { ContentChoice } from "./cast/choice";
import { recallChosen, rememberChosen, type Chosen } from "./cast/chosen";
import type { Phase, Wish } from "./cast/phase";
import { useCastWords, type CastWords } from "./cast/words";
import { MAX_CASTS, type RoomState } from "./contract";
import { recall, remember } from "./keep";
import { Icon } from "./parts/icon";
import { Title } from "./parts/frame";
import { Switch } from "./parts/switch";

interface Props {
  phase: Phase | undefined;
  state: RoomState | undefined;
  onShare: (wish: Wish) => void;
}

const NAMED = 3;

/** Offers to share; also tells how the last sharing ended. */
export function Share({ phase, state, onShare }: Props) {
  const words = useCastWords();
  const [name, setName] = useState(() => recall("local", "name"));
  const [chosen, setChosen] = useState(recallChosen);
  const isUnderWay = phase?.at === "choosing" || phase?.at === "starting";
  const choose = (change: Partial<Chosen>) => {
    const fresh = { ...chosen, ...change };
    rememberChosen(fresh);
    setChosen(fresh);
  };
  return (
    <section class="card share">
      <Verdict phase={phase} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          remember("local", "name", name.trim());
          onShare({ name: name.trim(), ...chosen });
        }}
      >
        <label class="field">
          <span>
            {words.nameLabel} <small>{words.nameHint}</small>
          </span>
          <input value={name} maxLength={48} autocomplete="name" disabled={isUnderWay} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <ContentChoice content={chosen.content} isDisabled={isUnderWay} onChange={(content) => choose({ content })} />
        {canShareSound() ? (
          <Switch
            label={words.withSound}
            hint={words.soundHint}
            isOn={chosen.withSound}
            isDisabled={isUnderWay}
            onChange={(withSound) => choose({ withSound })}
          />
        ) : (
          <p class="soft hint">{words.noSoundHere}</p>
        )}
        <button class="main" type="submit" disabled={isUnderWay}>
          <Icon svg={monitorUp} />
          {phase?.at === "ended" ? words.shareAgain : words.share}
        </button>
      </form>
      <p class="said" role="status">
        {phase?.at === "choosing" ? words.choosing : phase?.at === "starting" ? words.starting : <Present state={state} words={words} />}
      </p>
    </section>
  );
}

function Verdict({ phase }: { phase: Phase | undefined }) {
  const words = useCastWords();
  if (phase?.at !== "ended") {
    return (
      <>
        <Title key="first">{words.shareTitle}</Title>
        <p class="soft">{words.shareHint}</p>
      </>
    );
  }
  const { said, todo } = words.ended[phase.reason];
  const wasSeen = phase.hasBegun && phase.reason !== "declined";
  return (
    <>
      <Title key="ended">{wasSeen ? words.endedTitle : words.notBegunTitle}</Title>
      <p class="verdict">{said(phase.by)}</p>
      {todo && <p class="soft">{todo}</p>}
    </>
  );
}

/** Who is on the glass already, and what that means for one more. */
function Present({ state, words }: { state: RoomState | undefined; words: CastWords }) {
  if (!state) return null;
  const { casts } = state.cast;
  const { casting } = state.settings;
  const named = casts.filter((cast) => cast.name).map((cast) => cast.name);
  const shown = named.slice(0, NAMED);
  const present = !casts.length ? "" : shown.length ? words.onDisplay(shown, casts.length - shown.length) : words.nameless(casts.length);
  const meaning =
    casting === "take_over" && casts.length
      ? words.willTakeOver(casts.length === 1 ? (casts[0]?.name ?? "") : "")
      : casts.length >= MAX_CASTS
        ? words.isFull
        : casting === "ask"
          ? words.willAsk
          : "";
  if (!present && !meaning) return null;
  return (
    <>
      <Icon svg={usersRound} />
      <span>{[present, meaning].filter(Boolean).join(" ")}</span>
    </>
  );
}
