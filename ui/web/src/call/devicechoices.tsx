import type { Devices } from "./devices";
import { useWatched } from "./watchable";
import { useCallWords } from "./words";

const CAN_CHOOSE_SPEAKER = "setSinkId" in HTMLMediaElement.prototype;

/** Which microphone, camera and loudspeaker; what there is only one of is not asked. */
export function DeviceChoices({ devices }: { devices: Devices }) {
  const words = useCallWords();
  const { microphone, camera, microphones, cameras, speakers, speakerId } = useWatched(devices);
  return (
    <div class="choices">
      <Choice label={words.microphone} of={microphones} chosen={idOf(microphone)} onChoose={(id) => void devices.open("microphone", id)} />
      <Choice label={words.camera} of={cameras} chosen={idOf(camera)} onChoose={(id) => void devices.open("camera", id)} />
      {CAN_CHOOSE_SPEAKER && <Choice label={words.speaker} of={speakers} chosen={speakerId} onChoose={(id) => devices.setSpeaker(id)} />}
    </div>
  );
}

interface Props {
  label: string;
  of: MediaDeviceInfo[];
  chosen: string;
  onChoose: (id: string) => void;
}

function Choice({ label, of, chosen, onChoose }: Props) {
  const words = useCallWords();
  if (of.length < 2) return null;
  return (
    <label class="field">
      <span>{label}</span>
      <select value={chosen || of[0]?.deviceId} onChange={(event) => onChoose(event.currentTarget.value)}>
        {of.map((one) => (
          <option key={one.deviceId} value={one.deviceId}>
            {one.label || words.deviceDefault}
          </option>
        ))}
      </select>
    </label>
  );
}

function idOf(track: MediaStreamTrack | undefined): string {
  return track?.getSettings().deviceId ?? "";
}
