import eyeOff from "lucide-static/icons/eye-off.svg?raw";
import maximize from "lucide-static/icons/maximize.svg?raw";
import refresh from "lucide-static/icons/refresh-cw.svg?raw";
import volume from "lucide-static/icons/volume-2.svg?raw";
import volumeOff from "lucide-static/icons/volume-x.svg?raw";
import { useEffect, useRef, useState } from "preact/hooks";
import type { RoomState } from "../contract";
import { Link } from "../link";
import { Frame } from "../parts/frame";
import { Icon } from "../parts/icon";
import { useSpeech } from "../parts/speech";
import { Viewer, type Phase } from "./viewer";
import { useWatchWords, type WatchWords } from "./words";

interface Props {
  token: string;
  room: string;
  name: string;
  onExpired: () => void;
}

/** The glass as it is, with the room's sound. */
export function View({ token, room: firstName, name, onExpired }: Props) {
  const words = useWatchWords();
  const common = useSpeech().words;
  const [phase, setPhase] = useState<Phase>({ at: "connecting" });
  const [state, setState] = useState<RoomState>();
  const [isConnected, setConnected] = useState(true);
  const [isMuted, setMuted] = useState(true);
  const viewer = useRef<Viewer>();
  const stage = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);

  useEffect(() => {
    const link = new Link(token);
    link.listen({ onState: setState, onConnected: setConnected, onRefused: onExpired });
    viewer.current = new Viewer(link, token, name, setPhase, onExpired);
    return () => {
      viewer.current?.dispose();
      link.close();
    };
  }, [token, name, onExpired]);

  const stream = "stream" in phase ? phase.stream : undefined;
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    if (stream && element.srcObject !== stream) element.srcObject = stream;
    if (!stream && phase.at !== "connecting") element.srcObject = null;
    // what was left muted may always play by itself
    if (stream) element.play().catch(() => setMuted(true));
  }, [stream, phase.at]);

  const room = state?.settings.room_name ?? firstName;
  const isWatching = phase.at === "watching";
  useEffect(() => {
    document.title = isWatching ? words.watchingTab(room) : room || "Parlor";
  }, [isWatching, room, words]);
  const hasPicture = isWatching || phase.at === "lost";
  const isAway = isWatching && state?.watch.drawn === false;
  const status = isWatching ? (isAway ? words.away : "") : said(phase, words);
  return (
    <Frame room={isWatching ? words.watching(room) : room}>
      <section class="view">
        <div ref={stage} class={isWatching && !isAway ? "stage" : "stage away"}>
          <video ref={video} autoPlay playsInline muted={isMuted} aria-label={common.glassLabel(room)} />
          <div class="over">
            {status && phase.at === "off" && <Icon svg={eyeOff} />}
            <p role="status">{status}</p>
            {phase.at === "stopped" && (
              <button class="main" type="button" onClick={() => viewer.current?.again()}>
                <Icon svg={refresh} />
                {words.again}
              </button>
            )}
          </div>
        </div>
        <div class="tools">
          <p class="said away">{isConnected ? "" : common.away}</p>
          {hasPicture && (
            <button class={isMuted ? "quiet wanted" : "quiet"} type="button" onClick={() => setMuted(!isMuted)}>
              <Icon svg={isMuted ? volumeOff : volume} />
              {isMuted ? words.unmute : words.mute}
            </button>
          )}
          {hasPicture && (
            <button class="quiet" type="button" onClick={() => fill(stage.current, video.current)}>
              <Icon svg={maximize} />
              {common.fullscreen}
            </button>
          )}
        </div>
      </section>
    </Frame>
  );
}

function fill(stage: HTMLElement | null, video: HTMLVideoElement | null): void {
  if (document.fullscreenEnabled) void stage?.requestFullscreen();
  // iPhones let nothing but a video fill the screen
  else (video as { webkitEnterFullscreen?(): void } | null)?.webkitEnterFullscreen?.();
}

function said(phase: Phase, words: WatchWords): string {
  return phase.at === "watching" ? "" : words[phase.at];
}
