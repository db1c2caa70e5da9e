import hand from "lucide-static/icons/hand.svg?raw";
import ellipsis from "lucide-static/icons/ellipsis.svg?raw";
import messageSquare from "lucide-static/icons/message-square.svg?raw";
import mic from "lucide-static/icons/mic.svg?raw";
import micOff from "lucide-static/icons/mic-off.svg?raw";
import monitorUp from "lucide-static/icons/monitor-up.svg?raw";
import monitorX from "lucide-static/icons/monitor-x.svg?raw";
import phoneOff from "lucide-static/icons/phone-off.svg?raw";
import smile from "lucide-static/icons/smile.svg?raw";
import users from "lucide-static/icons/users.svg?raw";
import video from "lucide-static/icons/video.svg?raw";
import videoOff from "lucide-static/icons/video-off.svg?raw";
import { useState } from "preact/hooks";
import { ability } from "../cast/capture";
import { Icon } from "../parts/icon";
import type { Call } from "./call";
import type { Conference, Person } from "./contract";
import { Leaving } from "./leaving";
import { Reactions } from "./reactions";
import { may } from "./rights";
import type { CallState } from "./state";
import { useCallWords } from "./words";

export type Panel = "" | "chat" | "people" | "more";

interface Props {
  call: Call;
  state: CallState;
  conference: Conference;
  me: Person | undefined;
  panel: Panel;
  unread: number;
  onPanel: (panel: Panel) => void;
}

/** What one does in a meeting, always in the same place. */
export function Bar({ call, state, conference, me, panel, unread, onPanel }: Props) {
  const words = useCallWords();
  const [isReacting, setReacting] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const waiting = conference.people.filter((one) => one.phase === "lobby" && one.id !== state.me).length;
  const isSharing = state.screen !== undefined;
  const { muted, cameraOn } = state;
  const isRaised = Boolean(me?.hand_since);
  return (
    <footer class="bar-box">
      {isReacting && (
        <Reactions
          onReact={(reaction) => {
            setReacting(false);
            void call.do("react", { reaction });
          }}
        />
      )}
      {isLeaving && <Leaving call={call} onCancel={() => setLeaving(false)} />}
      <div class="bar" role="toolbar" aria-label={words.tools}>
        <Key icon={muted ? micOff : mic} label={muted ? words.unmute : words.mute} isOff={muted} keys="M" onPress={() => void call.setMuted(!muted)} />
        <Key
          icon={cameraOn ? video : videoOff}
          label={cameraOn ? words.cameraStop : words.cameraStart}
          short={words.camera}
          isOff={!cameraOn}
          keys="V"
          onPress={() => void call.setCamera(!cameraOn)}
        />
        {ability() === "able" && (
          <Key
            icon={isSharing ? monitorX : monitorUp}
            label={isSharing ? words.stopShare : words.shareScreen}
            isOn={isSharing}
            looks="wide-only"
            onPress={() => void (isSharing ? call.stopSharing() : call.share())}
          />
        )}
        <Key
          icon={hand}
          label={isRaised ? words.handDown : words.hand}
          isOn={isRaised}
          keys="H"
          onPress={() => void call.do("raise_hand", { raised: !isRaised })}
        />
        <Key icon={smile} label={words.reactions} isOpen={isReacting} looks="wide-only" onPress={() => setReacting(!isReacting)} />
        <Key
          icon={messageSquare}
          label={unread ? words.chatUnread(unread) : words.chat}
          short={words.chat}
          count={unread}
          isOpen={panel === "chat"}
          keys="C"
          onPress={() => onPanel("chat")}
        />
        <Key
          icon={users}
          label={waiting ? words.peopleWaiting(waiting) : words.people}
          short={words.people}
          count={waiting}
          isOpen={panel === "people"}
          keys="P"
          looks="wide-only"
          onPress={() => onPanel("people")}
        />
        <Key icon={ellipsis} label={words.more} count={0} isOpen={panel === "more"} onPress={() => onPanel("more")} />
        <Key
          icon={phoneOff}
          label={words.leave}
          looks="leave"
          onPress={() => (may(me, "end_conference") ? setLeaving(!isLeaving) : void call.leave())}
        />
      </div>
    </footer>
  );
}

interface KeyProps {
  icon: string;
  label: string;
  /** What is written below, where the label says more. */
  short?: string;
  count?: number;
  isOff?: boolean;
  isOn?: boolean;
  isOpen?: boolean;
  keys?: string;
  looks?: string;
  onPress: () => void;
}

function Key({ icon, label, short, count = 0, isOff = false, isOn = false, isOpen, keys, looks = "", onPress }: KeyProps) {
  const states = [isOff ? "off" : "", isOn ? "on" : "", isOpen ? "opened" : "", looks];
  return (
    <button
      class={["key", ...states].filter(Boolean).join(" ")}
      type="button"
      aria-label={label}
      aria-expanded={isOpen}
      aria-keyshortcuts={keys}
      title={keys ? `${label} (${keys})` : label}
      onClick={onPress}
    >
      <span class="face">
        <Icon svg={icon} />
        {count > 0 && <span class="count">{count > 99 ? "99+" : count}</span>}
      </span>
      <span class="word" aria-hidden="true">
        {short ?? label}
      </span>
    </button>
  );
}
