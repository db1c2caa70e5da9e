import eyeOff from "lucide-static/icons/eye-off.svg?raw";
import hourglass from "lucide-static/icons/hourglass.svg?raw";
import monitorUp from "lucide-static/icons/monitor-up.svg?raw";
import { useEffect, useState } from "preact/hooks";
import type { Cast } from "./cast/cast";
import type { Phase } from "./cast/phase";
import { Preview } from "./cast/preview";
import { useLeaveWarning, useTabMark } from "./cast/tabmark";
import { useCastWords } from "./cast/words";
import type { RoomState } from "./contract";
import { Icon } from "./parts/icon";
import { Title } from "./parts/frame";

interface Props {
  phase: Extract<Phase, { at: "full" | "waiting" }>;
  state: RoomState | undefined;
  cast: Cast | undefined;
}

/** A full glass: waiting for a place with what was captured, which nobody sees yet. */
export function Wait({ phase, state, cast }: Props) {
  const words = useCastWords();
  const isWaiting = phase.at === "waiting";
  const leftS = useSecondsUntil(isWaiting ? phase.untilMs : 0);
  const isTurn = isWaiting && phase.untilMs > 0;
  useLeaveWarning();
  useTabMark(isTurn ? "live" : "waiting", isTurn ? words.turnTitle : words.waitingTab);
  return (
    <section class="card wait">
      {phase.stream && (
        <>
          <Preview stream={phase.stream} label={words.unseenLabel} />
          <p class="unseen">
            <Icon svg={eyeOff} />
            {words.unseen}
          </p>
        </>
      )}
      <Title key={isTurn ? "turn" : phase.at}>{isTurn ? words.turnTitle : isWaiting ? words.waitingTitle : words.fullTitle}</Title>
      {isTurn && <p class="verdict countdown">{words.turn(leftS)}</p>}
      {isWaiting && !isTurn && <Standing phase={phase} state={state} />}
      {!isWaiting && <p class="soft">{words.full}</p>}
      {!isWaiting && (
        <button class="main" type="button" onClick={cast?.wait}>
          <Icon svg={hourglass} />
          {words.wait}
        </button>
      )}
      {isTurn && (
        <button class="main" type="button" onClick={() => void cast?.shareNow()}>
          <Icon svg={monitorUp} />
          {words.shareNow}
        </button>
      )}
      <button class="quiet wide" type="button" onClick={cast?.stop}>
        {isWaiting ? words.leaveQueue : words.dontShare}
      </button>
    </section>
  );
}

function Standing({ phase, state }: { phase: Extract<Phase, { at: "waiting" }>; state: RoomState | undefined }) {
  const words = useCastWords();
  const queue = state?.cast.queue ?? [];
  const place = queue.findIndex((one) => one.id === phase.ticket);
  // those who were called have their place already
  const ahead = queue.slice(0, Math.max(0, place)).filter((one) => !one.called).length;
  const called = queue.filter((one) => one.called).map((one) => one.name);
  return (
    <>
      {called.length > 0 && <p class="verdict called">{words.called(called)}</p>}
      <p class="verdict" role="status">
        {place < 0 ? words.entering : ahead === 0 ? words.next : words.ahead(ahead)}
      </p>
      <p class="soft">{phase.stream ? words.startsByItself : words.choiceGone}</p>
    </>
  );
}

function useSecondsUntil(untilMs: number): number {
  const left = () => Math.max(0, Math.ceil((untilMs - performance.now()) / 1000));
  const [leftS, setLeftS] = useState(left);
  useEffect(() => {
    setLeftS(left());
    const timer = setInterval(() => setLeftS(left()), 500);
    return () => clearInterval(timer);
  }, [untilMs]);
  return leftS;
}
