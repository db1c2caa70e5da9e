import eye from "lucide-static/icons/eye.svg?raw";
import monitorUp from "lucide-static/icons/monitor-up.svg?raw";
import monitorX from "lucide-static/icons/monitor-x.svg?raw";
import users from "lucide-static/icons/users.svg?raw";
import { useState } from "preact/hooks";
import { ability } from "../cast/capture";
import { recall, remember } from "../keep";
import { Icon } from "../parts/icon";
import { useSpeech } from "../parts/speech";
import { Switch } from "../parts/switch";
import type { View } from "./arrangement";
import type { Panel } from "./bar";
import type { Call } from "./call";
import type { Conference } from "./contract";
import { DeviceChoices } from "./devicechoices";
import { canDictate } from "./dictation";
import { PanelTop } from "./paneltop";
import { Reactions } from "./reactions";
import { own, type CallState } from "./state";
import { useCallWords } from "./words";

interface Props {
  call: Call;
  state: CallState;
  conference: Conference;
  view: View;
  onView: (view: View) => void;
  onPanel: (panel: Panel) => void;
}

/** All that the bar has no room for. */
export function More({ call, state, conference, view, onView, onPanel }: Props) {
  const words = useCallWords();
  const { language } = useSpeech();
  const me = own(state);
  const isGuest = recall("session", "guest") !== "";
  const choose = (layout: View["layout"]) => {
    remember("local", "layout", layout);
    onView({ ...view, layout, pinned: "", page: 0 });
  };
  const isRecorded = conference.recording.phase !== "off" && conference.recording.phase !== "finishing";
  return (
    <>
      <PanelTop title={words.more} onClose={() => onPanel("")} />
      <div class="scroll">
        <div class="narrow-only">
          <Reactions
            onReact={(reaction) => {
              onPanel("");
              void call.do("react", { reaction });
            }}
          />
          <button class="quiet wide" type="button" onClick={() => onPanel("people")}>
            <Icon svg={users} />
            {words.people}
          </button>
          {ability() === "able" && (
            <button class="quiet wide" type="button" onClick={() => void (state.screen ? call.stopSharing() : call.share())}>
              <Icon svg={state.screen ? monitorX : monitorUp} />
              {state.screen ? words.stopShare : words.shareScreen}
            </button>
          )}
        </div>
        <h3>{words.layout}</h3>
        {conference.layout ? (
          <p class="soft">{words.layoutSet}</p>
        ) : (
          <div class="segments" role="radiogroup" aria-label={words.layout}>
            {(["gallery", "speaker"] as const).map((layout) => (
              <button
                key={layout}
                type="button"
                role="radio"
                aria-checked={view.layout === layout}
                class={view.layout === layout ? "segment chosen" : "segment"}
                onClick={() => choose(layout)}
              >
                {layout === "gallery" ? words.gallery : words.speakerView}
              </button>
            ))}
          </div>
        )}
        <h3>{words.nameLabel}</h3>
        <Rename call={call} name={me?.name ?? ""} />
        <h3>{words.settings}</h3>
        <DeviceChoices devices={call.devices} />
        {canDictate() && (
          <Switch label={words.captionsOn} hint={words.captionsHint} isOn={state.isDictating} onChange={(is) => call.dictate(is ? language : undefined)} />
        )}
        {isRecorded && (
          <button class="quiet wide" type="button" onClick={() => void call.do("consent", { recorded: !me?.consented })}>
            {me?.consented ? words.consentWithdraw : words.consentGive}
          </button>
        )}
        {isGuest && (
          <a class="quiet wide" href="/watch" target="_blank" rel="opener">
            <Icon svg={eye} />
            {words.watchRoom}
          </a>
        )}
      </div>
    </>
  );
}

function Rename({ call, name }: { call: Call; name: string }) {
  const words = useCallWords();
  const [typed, setTyped] = useState(name);
  const submit = () => {
    const wished = typed.trim();
    if (!wished || wished === name) return;
    remember("local", "name", wished);
    void call.do("rename", { name: wished });
  };
  return (
    <form
      class="field"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <input value={typed} maxLength={48} aria-label={words.nameLabel} onInput={(event) => setTyped(event.currentTarget.value)} onBlur={submit} />
    </form>
  );
}
