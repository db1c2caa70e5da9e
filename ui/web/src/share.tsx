import monitorUp from "lucide-static/icons/monitor-up.svg?raw";
import circleUser from "lucide-static/icons/users-round.svg?raw";
import { useState } from "preact/hooks";
import { canShareSound } from "./cast/capture";
import type { Phase } from "./cast/cast";
import { recall, remember } from "./keep";
import type { RoomCast } from "./link";
import { Icon } from "./parts/icon";
import { Title } from "./parts/frame";
import { useSpeech } from "./parts/speech";

interface Props {
  phase: Phase | undefined;
  /** Whoever casts now. */
  other: RoomCast | undefined;
  onShare: (name: string) => void;
}

/** Offers to share; also tells how the last sharing ended. */
export function Share({ phase, other, onShare }: Props) {
  const { words } = useSpeech();
  const [name, setName] = useState(() => recall("local", "name"));
  const isEnded = phase?.at === "ended";
  const isUnderWay = phase?.at === "choosing" || phase?.at === "starting";
  const step = phase?.at === "choosing" ? words.choosing : phase?.at === "starting" ? words.starting : "";
  return (
    <section class="card share">
      <Title key={isEnded ? "ended" : "first"}>{isEnded ? words.endedTitle : words.shareTitle}</Title>
      <p class={isEnded ? "verdict" : "soft"}>{isEnded ? words.ended[phase.reason] : words.shareHint}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          remember("local", "name", name.trim());
          onShare(name.trim());
        }}
      >
        <label class="field">
          <span>
            {words.nameLabel} <small>{words.nameHint}</small>
          </span>
          <input value={name} maxLength={48} autocomplete="name" disabled={isUnderWay} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <button class="main" type="submit" disabled={isUnderWay || other !== undefined}>
          <Icon svg={monitorUp} />
          {isEnded ? words.shareAgain : words.share}
        </button>
      </form>
      <p class="said" role="status">
        {other && !isUnderWay && <Icon svg={circleUser} />}
        {isUnderWay ? step : other ? (other.name ? words.busyBy(other.name) : words.busy) : ""}
      </p>
      <p class="soft hint">{canShareSound() ? words.soundHint : words.noSoundHere}</p>
    </section>
  );
}
