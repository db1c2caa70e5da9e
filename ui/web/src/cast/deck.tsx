import replace from "lucide-static/icons/arrow-left-right.svg?raw";
import pointer from "lucide-static/icons/mouse-pointer-2.svg?raw";
import pause from "lucide-static/icons/pause.svg?raw";
import picture from "lucide-static/icons/picture-in-picture-2.svg?raw";
import play from "lucide-static/icons/play.svg?raw";
import volume from "lucide-static/icons/volume-2.svg?raw";
import volumeOff from "lucide-static/icons/volume-x.svg?raw";
import { Icon } from "../parts/icon";
import { useCastWords } from "./words";

interface Props {
  isPaused: boolean;
  hasSound: boolean;
  isMuted: boolean;
  isPointing: boolean;
  /** Undefined where the browser has no small windows. */
  isSmall: boolean | undefined;
  onPause: () => void;
  onMute: () => void;
  onChange: () => void;
  onPoint: () => void;
  onSmall: () => void;
}

/** The verbs of somebody who casts. */
export function Deck({ isPaused, hasSound, isMuted, isPointing, isSmall, onPause, onMute, onChange, onPoint, onSmall }: Props) {
  const words = useCastWords();
  return (
    <div class="deck">
      <Key icon={isPaused ? play : pause} label={isPaused ? words.resume : words.pause} isOn={isPaused} onPress={onPause} />
      {hasSound && <Key icon={isMuted ? volumeOff : volume} label={isMuted ? words.unmute : words.mute} isOn={isMuted} onPress={onMute} />}
      <Key icon={replace} label={words.change} onPress={onChange} />
      <Key icon={pointer} label={words.point} isOn={isPointing} isToggle onPress={onPoint} />
      {isSmall !== undefined && <Key icon={picture} label={isSmall ? words.smallClose : words.small} isOn={isSmall} onPress={onSmall} />}
    </div>
  );
}

interface KeyProps {
  icon: string;
  label: string;
  isOn?: boolean;
  /** Its label stays the same whether it is on or off. */
  isToggle?: boolean;
  onPress: () => void;
}

function Key({ icon, label, isOn = false, isToggle = false, onPress }: KeyProps) {
  return (
    <button class={isOn ? "key on" : "key"} type="button" aria-pressed={isToggle ? isOn : undefined} onClick={onPress}>
      <Icon svg={icon} />
      <span>{label}</span>
    </button>
  );
}
