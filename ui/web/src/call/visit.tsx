import hourglass from "lucide-static/icons/hourglass.svg?raw";
import { useEffect, useState } from "preact/hooks";
import { Frame, Title } from "../parts/frame";
import { Icon } from "../parts/icon";
import type { Call } from "./call";
import { Meeting } from "./meeting";
import type { Over } from "./state";
import { useWatched } from "./watchable";
import { useCallWords, type CallWords } from "./words";

interface Props {
  call: Call;
  room: string;
  onAgain: () => void;
  onAnother: () => void;
}

/** From the knock at the door to the end: entering, waiting, being in, having been. */
export function Visit({ call, room, onAgain, onAnother }: Props) {
  const words = useCallWords();
  const state = useWatched(call);
  const title = state.conference?.title || words.title(state.conference?.host_name || room);
  useEffect(() => {
    document.title = state.at === "in" ? words.inTab(title) : state.at === "lobby" ? words.lobbyTab : title;
  }, [state.at, title, words]);
  useEffect(() => () => call.close(), [call]);

  if (state.at === "in" && state.conference) return <Meeting call={call} state={state} conference={state.conference} title={title} />;
  return (
    <Frame room={room}>
      {state.at === "over" && state.over ? (
        <Ended over={state.over} onAgain={onAgain} onAnother={onAnother} />
      ) : (
        <section class="card waiting">
          {state.at === "lobby" && <Icon svg={hourglass} />}
          <Title key={state.at}>{state.at === "lobby" ? words.lobbyTitle : words.enteringTitle}</Title>
          {state.at === "lobby" && <p class="soft">{words.lobby}</p>}
          {state.at === "lobby" && <Waited words={words} />}
          <p class="said" role="status">
            {state.isConnected || state.at === "entering" ? "" : words.lineLost}
          </p>
          <button class="quiet" type="button" onClick={() => void call.leave()}>
            {words.giveUp}
          </button>
        </section>
      )}
    </Frame>
  );
}

function Waited({ words }: { words: CallWords }) {
  const [minutes, setMinutes] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setMinutes((past) => past + 1), 60_000);
    return () => clearInterval(timer);
  }, []);
  return <p class="verdict">{words.waitingFor(minutes)}</p>;
}

function Ended({ over, onAgain, onAnother }: { over: Over; onAgain: () => void; onAnother: () => void }) {
  const words = useCallWords();
  const reason = typeof over === "string" ? over : "refused";
  const hint = typeof over === "string" ? words.overHint[over] : refusalOf(over.refused, words);
  const mayReturn = reason !== "ended" && !(typeof over === "object" && over.refused === "meeting.unknown");
  return (
    <section class="card waiting">
      <Title>{words.over[reason]}</Title>
      {hint && <p class="soft">{hint}</p>}
      {mayReturn && (
        <button class="main" type="button" onClick={onAgain}>
          {words.rejoin}
        </button>
      )}
      <button class={mayReturn ? "quiet" : "main"} type="button" onClick={onAnother}>
        {words.another}
      </button>
    </section>
  );
}

function refusalOf(code: string, { refusals }: CallWords): string {
  if (code === "meeting.locked") return refusals.locked;
  if (code === "meeting.full") return refusals.full;
  if (code === "meeting.unknown") return refusals.unknown;
  return code === "access.unknown_token" ? refusals.expired : refusals.other;
}
