import volumeOff from "lucide-static/icons/volume-off.svg?raw";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../parts/icon";
import type { Received } from "./receiver";
import { useCallWords } from "./words";

/** Everybody's sound, on the loudspeaker of one's choice; asks for a tap where the browser wants one. */
export function Sounds({ received, speakerId }: { received: Received; speakerId: string }) {
  const words = useCallWords();
  const [isBlocked, setBlocked] = useState(false);
  const [turn, setTurn] = useState(0);
  const heard = [...received].filter(([key]) => key.endsWith("/microphone") || key.endsWith("/screen_sound"));
  return (
    <div class="sounds">
      {heard.map(([key, track]) => (
        <Sound key={key} track={track} speakerId={speakerId} turn={turn} onBlocked={() => setBlocked(true)} />
      ))}
      {isBlocked && (
        <button
          class="main hear"
          type="button"
          onClick={() => {
            setBlocked(false);
            setTurn(turn + 1);
          }}
        >
          <Icon svg={volumeOff} />
          {words.hear}
        </button>
      )}
    </div>
  );
}

interface Props {
  track: MediaStreamTrack;
  speakerId: string;
  /** Counts the taps that let sound begin. */
  turn: number;
  onBlocked: () => void;
}

// newer than TypeScript's own declarations: Audio Output Devices (W3C)
type Sinkable = HTMLAudioElement & { setSinkId?(id: string): Promise<void> };

function Sound({ track, speakerId, turn, onBlocked }: Props) {
  const audio = useRef<Sinkable>(null);
  useEffect(() => {
    const element = audio.current;
    if (!element) return;
    element.srcObject = new MediaStream([track]);
    element.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === "NotAllowedError") onBlocked();
    });
    return () => {
      element.srcObject = null;
    };
  }, [track, turn]);
  useEffect(() => {
    // a loudspeaker that is gone: the standard one plays on
    audio.current?.setSinkId?.(speakerId).catch(() => undefined);
  }, [speakerId]);
  return <audio ref={audio} autoplay />;
}
