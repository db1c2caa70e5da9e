import video from "lucide-static/icons/video.svg?raw";
import { useCallback, useEffect, useState } from "preact/hooks";
import type { Arrival } from "./arrival";
import { offerWords } from "./call/offerwords";
import { ability } from "./cast/capture";
import { Join } from "./join";
import { recall, remember } from "./keep";
import { Foot } from "./parts/foot";
import { Frame } from "./parts/frame";
import { Icon } from "./parts/icon";
import { useSpeech } from "./parts/speech";
import { info as askInfo, type Info } from "./room";
import { Unable } from "./unable";
import { Visit } from "./visit";

/** The guests' page: come in, share, be live. */
export function App({ arrival }: { arrival: Arrival }) {
  const { language } = useSpeech();
  const [info, setInfo] = useState<Info>();
  const [token, setToken] = useState(() => (arrival ? "" : recall("session", "guest")));
  const [isExpired, setExpired] = useState(false);
  useEffect(() => {
    askInfo().then(setInfo, () => undefined);
  }, []);

  const enter = useCallback((fresh: string) => {
    remember("session", "guest", fresh);
    setToken(fresh);
  }, []);
  const expire = useCallback(() => {
    remember("session", "guest", "");
    setExpired(true);
    setToken("");
  }, []);

  const able = ability();
  const foot = <Foot info={info} />;
  const room = info?.room_name ?? "";
  if (token && able === "able") return <Visit token={token} room={room} foot={foot} onExpired={expire} />;
  return (
    <Frame room={room} foot={foot}>
      {able === "able" ? <Join arrival={arrival} isExpired={isExpired} onEntered={enter} /> : <Unable ability={able} arrival={arrival} />}
      {able === "able" && (
        <a class="quiet" href="/call">
          <Icon svg={video} />
          {offerWords[language].byNumber}
        </a>
      )}
    </Frame>
  );
}
