import square from "lucide-static/icons/square.svg?raw";
import volume from "lucide-static/icons/volume-2.svg?raw";
import volumeOff from "lucide-static/icons/volume-x.svg?raw";
import { useEffect, useRef } from "preact/hooks";
import { canShareSound } from "./cast/capture";
import { Icon } from "./parts/icon";
import { Title } from "./parts/frame";
import { useSpeech } from "./parts/speech";

interface Props {
  room: string;
  stream: MediaStream;
  isReconnecting: boolean;
  onStop: () => void;
}

/** What somebody who casts sees. */
export function Live({ room, stream, isReconnecting, onStop }: Props) {
  const { words } = useSpeech();
  const video = useRef<HTMLVideoElement>(null);
  const hasSound = stream.getAudioTracks().length > 0;
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  useEffect(() => {
    const before = document.title;
    document.title = `● ${words.liveTitle(room)}`;
    return () => {
      document.title = before;
    };
  }, [words, room]);
  return (
    <section class={isReconnecting ? "card live away" : "card live"}>
      <div class="preview">
        <video ref={video} muted autoplay playsInline aria-label={words.previewLabel} />
      </div>
      <div class="bar">
        <span class="dot" aria-hidden="true" />
        <Title>{words.liveTitle(room)}</Title>
      </div>
      <p class="soft" role="status">
        {isReconnecting ? words.reconnecting : words.liveHint}
      </p>
      <p class="sound">
        <Icon svg={hasSound ? volume : volumeOff} />
        {hasSound ? words.withSound : canShareSound() ? words.withoutSound : words.noSoundHere}
      </p>
      <button class="main stop" type="button" onClick={onStop}>
        <Icon svg={square} />
        {words.stop}
      </button>
    </section>
  );
}
