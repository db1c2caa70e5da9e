import mic from "lucide-static/icons/mic.svg?raw";
import micOff from "lucide-static/icons/mic-off.svg?raw";
import video from "lucide-static/icons/video.svg?raw";
import videoOff from "lucide-static/icons/video-off.svg?raw";
import { useEffect, useState } from "preact/hooks";
import { recall, remember } from "../keep";
import { Title } from "../parts/frame";
import { Icon } from "../parts/icon";
import { Picture } from "./picture";
import { DeviceChoices } from "./devicechoices";
import type { Devices, Trouble } from "./devices";
import { useLoudness } from "./loudness";
import { spaced, type Place } from "./place";
import { useWatched } from "./watchable";
import { useCallWords } from "./words";

export interface Choice {
  name: string;
  muted: boolean;
  cameraOn: boolean;
}

/** Before the door: how one looks and sounds, and what one is called. */
export function Ready({ devices, place, onJoin }: { devices: Devices; place: Place; onJoin: (choice: Choice) => void }) {
  const words = useCallWords();
  const { microphone, camera, opening, trouble } = useWatched(devices);
  const [name, setName] = useState(() => recall("local", "name"));
  const [muted, setMuted] = useState(() => recall("local", "join.muted") === "yes");
  const [isAsked, setAsked] = useState(false);
  useEffect(() => {
    void isGranted().then((granted) => granted && open());
  }, [devices]);

  const open = () => {
    setAsked(true);
    void devices.openBoth();
  };
  const flipMuted = () => {
    if (!microphone) return void devices.open("microphone").then(() => setMuted(false));
    remember("local", "join.muted", muted ? "" : "yes");
    setMuted(!muted);
  };
  const isSilent = muted || !microphone;
  const said = Object.entries(trouble) as [device: string, why: Trouble][];
  const isInsecure = said.some(([, why]) => why === "insecure");
  return (
    <section class="card ready">
      <div class="mirror">
        {camera ? <Picture track={camera} isMirrored label={words.preview} /> : <p class="soft">{opening ? words.asking : words.cameraOff}</p>}
        {!microphone && !camera && !opening && !isInsecure && !isAsked && (
          <div class="allow">
            <button class="main" type="button" onClick={open}>
              <Icon svg={video} />
              {words.allow}
            </button>
            <p class="hint">{words.allowHint}</p>
          </div>
        )}
        {(isAsked || microphone || camera) && (
          <div class="switches">
            <button
              class={isSilent ? "round off" : "round"}
              type="button"
              aria-pressed={!isSilent}
              aria-label={words.microphone}
              title={isSilent ? words.muted : words.unmuted}
              onClick={flipMuted}
            >
              <Icon svg={isSilent ? micOff : mic} />
            </button>
            <button
              class={camera ? "round" : "round off"}
              type="button"
              aria-pressed={Boolean(camera)}
              aria-label={words.camera}
              title={camera ? words.cameraOn : words.cameraOff}
              onClick={() => (camera ? devices.release("camera") : void devices.open("camera"))}
            >
              <Icon svg={camera ? video : videoOff} />
            </button>
          </div>
        )}
      </div>
      <div class="who">
        <p class="soft">{words.readyMeeting(spaced(place.number))}</p>
        <Title>{words.readyTitle}</Title>
        {microphone && <Level track={microphone} isMuted={muted} />}
        <div role="alert">
          {isInsecure && <p class="trouble-said">{words.trouble.insecure}</p>}
          {!isInsecure && said.map(([device, why]) => <Said key={device} device={device} why={why} />)}
        </div>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            remember("local", "name", name.trim());
            onJoin({ name: name.trim(), muted: isSilent, cameraOn: Boolean(camera) });
          }}
        >
          <label class="field">
            <span>
              {words.nameLabel} <small>{words.nameHint}</small>
            </span>
            <input value={name} maxLength={48} autocomplete="name" onInput={(event) => setName(event.currentTarget.value)} />
          </label>
          <button class="main" type="submit">
            {microphone || camera ? words.join : words.joinWatching}
          </button>
        </form>
        <DeviceChoices devices={devices} />
      </div>
    </section>
  );
}

function Said({ device, why }: { device: string; why: Trouble }) {
  const { trouble } = useCallWords();
  return <p class="trouble-said">{why === "insecure" ? trouble.insecure : trouble[why](device)}</p>;
}

function Level({ track, isMuted }: { track: MediaStreamTrack; isMuted: boolean }) {
  const words = useCallWords();
  const loudness = useLoudness(isMuted ? undefined : track);
  const percent = Math.round(loudness * 100);
  return (
    <div class="level" role="meter" aria-label={words.levelLabel} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
      <Icon svg={isMuted ? micOff : mic} />
      <span class="bar">
        <span style={{ transform: `scaleX(${loudness})` }} />
      </span>
    </div>
  );
}

/** Whether the browser need not ask: then the picture is there at once. */
async function isGranted(): Promise<boolean> {
  try {
    const names = ["camera", "microphone"] as PermissionName[];
    const answers = await Promise.all(names.map((name) => navigator.permissions.query({ name })));
    return answers.every((answer) => answer.state === "granted");
  } catch {
    return false;
  }
}
