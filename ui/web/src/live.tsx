import square from "lucide-static/icons/square.svg?raw";
import { useCallback, useState } from "preact/hooks";
import { canShareSound, isWindow, NotCaptured } from "./cast/capture";
import type { Cast } from "./cast/cast";
import { ContentChoice } from "./cast/choice";
import { recallChosen, rememberChosen } from "./cast/chosen";
import { Deck } from "./cast/deck";
import { Elapsed } from "./cast/elapsed";
import { Meter } from "./cast/meter";
import type { Phase } from "./cast/phase";
import { Preview, type Board } from "./cast/preview";
import { hasSmallWindows, SmallWindow, useSmallWindow } from "./cast/smallwindow";
import { useLeaveWarning, useTabMark } from "./cast/tabmark";
import { useCastWords, type CastWords } from "./cast/words";
import type { RoomState } from "./contract";
import type { Link } from "./link";
import { Icon } from "./parts/icon";
import { Title } from "./parts/frame";
import { Switch } from "./parts/switch";

interface Props {
  room: string;
  phase: Extract<Phase, { at: "live" }>;
  state: RoomState | undefined;
  cast: Cast;
  link: Link;
}

/** What somebody who casts sees. */
export function Live({ room, phase, state, cast, link }: Props) {
  const words = useCastWords();
  const [isPointing, setPointing] = useState(false);
  const [problem, setProblem] = useState("");
  const small = useSmallWindow();
  const { stream, castId, isReconnecting, isPaused, content } = phase;
  const own = state?.cast.casts.find((one) => one.id === castId);
  const isAsking = own?.admitted === false;
  const hasSound = stream.getAudioTracks().length > 0;
  const isMuted = own?.muted === true;
  useLeaveWarning();
  useTabMark(isPaused ? "still" : isAsking ? "waiting" : "live", isPaused ? words.pausedTab : isAsking ? words.askingTitle : words.liveTab(room));

  const endPointing = useCallback(() => setPointing(false), []);
  const board: Board = { link, castId, isPointing, onPoint: cast.point, onPointingEnd: endPointing };
  const change = async () => {
    setProblem("");
    await cast.change().catch((error: unknown) => {
      const reason = error instanceof NotCaptured ? error.reason : "failed";
      if (reason !== "denied") setProblem(`${words.ended[reason].said("")} ${words.ended[reason].todo}`);
    });
  };
  const choose = (fresh: typeof content) => {
    rememberChosen({ ...recallChosen(), content: fresh });
    void cast.setContent(fresh);
  };
  const heading = isAsking ? words.askingTitle : isPaused ? words.pausedTitle : words.liveTitle(room);
  const label = isPointing ? words.pointLabel : words.previewLabel;
  const badge = isPaused && <span class="badge">{words.pausedTitle}</span>;
  const isCalm = isReconnecting || isAsking || isPaused;
  return (
    <section class={["card live", isReconnecting && "away", isCalm && "calm"].filter(Boolean).join(" ")}>
      <div class="seen">
        <Preview stream={stream} label={label} isStill={isPaused} board={board}>
          {badge}
        </Preview>
        <div class="bar">
          <span class="dot" aria-hidden="true" />
          <Title key={isAsking ? "asking" : "live"}>{heading}</Title>
          {!isAsking && <Elapsed label={words.elapsed} />}
        </div>
        <p class="soft" role="status">
          {isReconnecting ? words.reconnecting : isAsking ? words.asking : isPaused ? words.paused : isPointing ? words.pointHint : words.liveHint}
        </p>
        {!isReconnecting && !isPaused && <Meter cast={cast} content={content} />}
        <p class="said bad" role="alert">
          {problem}
        </p>
      </div>
      <div class="controls">
        <Deck
          isPaused={isPaused}
          hasSound={hasSound}
          isMuted={isMuted}
          isPointing={isPointing}
          isSmall={hasSmallWindows() ? small.window !== undefined : undefined}
          onPause={() => void cast.pause(!isPaused)}
          onMute={() => void cast.mute(!isMuted)}
          onChange={() => void change()}
          onPoint={() => setPointing(!isPointing)}
          onSmall={() => (small.window ? small.close() : void small.open())}
        />
        <p class="hint soft">{isMuted && hasSound ? words.mutedHint : soundWords(stream, words)}</p>
        <ContentChoice content={content} onChange={choose} />
        <Switch
          label={words.touchable}
          hint={hasSmallWindows() ? words.touchableHint : words.touchableAlone}
          isOn={own?.touchable ?? false}
          onChange={(isOn) => void cast.setTouchable(isOn)}
        />
        <button class="main stop" type="button" onClick={cast.stop}>
          <Icon svg={square} />
          {words.stop}
        </button>
      </div>
      {small.window && (
        <SmallWindow window={small.window}>
          <Preview stream={stream} label={label} isStill={isPaused} board={board}>
            {badge}
          </Preview>
          <div class="bar">
            <span class="dot" aria-hidden="true" />
            <strong>{heading}</strong>
            <button class="quiet" type="button" onClick={() => void cast.pause(!isPaused)}>
              {isPaused ? words.resume : words.pause}
            </button>
          </div>
        </SmallWindow>
      )}
    </section>
  );
}

function soundWords(stream: MediaStream, words: CastWords): string {
  if (stream.getAudioTracks().length > 0) return words.soundOn;
  if (!canShareSound()) return words.noSoundHere;
  if (!recallChosen().withSound) return words.soundLeftOut;
  return isWindow(stream) ? words.soundWindow : words.soundOff;
}
