import maximize from "lucide-static/icons/maximize.svg?raw";
import logOut from "lucide-static/icons/log-out.svg?raw";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../parts/icon";
import { useSpeech } from "../parts/speech";
import { watch } from "./pictures";

interface Props {
  token: string;
  room: string;
  onLeave: () => void;
}

/** The glass, live. */
export function View({ token, room, onLeave }: Props) {
  const { words } = useSpeech();
  const [picture, setPicture] = useState("");
  const [isAway, setAway] = useState(false);
  const stage = useRef<HTMLDivElement>(null);
  const leave = useRef(onLeave);
  leave.current = onLeave;
  useEffect(
    () =>
      watch(token, {
        onPicture: (url) => {
          setPicture(url);
          setAway(false);
        },
        onAway: () => setAway(true),
        onRefused: () => leave.current(),
      }),
    [token],
  );
  const status = isAway ? words.glassAway : picture ? "" : words.glassWaiting;
  return (
    <section class="view">
      <div ref={stage} class={isAway ? "stage away" : "stage"}>
        {picture && <img src={picture} alt={words.glassLabel(room)} />}
        <p class="over" role="status">
          {status}
        </p>
      </div>
      <div class="tools">
        <button class="quiet" type="button" onClick={() => void stage.current?.requestFullscreen?.()}>
          <Icon svg={maximize} />
          {words.fullscreen}
        </button>
        <button class="quiet" type="button" onClick={onLeave}>
          <Icon svg={logOut} />
          {words.leave}
        </button>
      </div>
    </section>
  );
}
