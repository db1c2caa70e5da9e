import { useCallback, useEffect, useState } from "preact/hooks";
import type { Arrival } from "../arrival";
import { Join } from "../join";
import { recall, remember } from "../keep";
import { Foot } from "../parts/foot";
import { Frame } from "../parts/frame";
import { useSpeech } from "../parts/speech";
import { info as askInfo, Refused, type Info } from "../room";
import { Call } from "./call";
import { Devices } from "./devices";
import { enterMember, findHere } from "./door";
import { NumberForm } from "./number";
import { rememberPlace, type Place } from "./place";
import { Ready, type Choice } from "./ready";
import { Visit } from "./visit";
import { useCallWords } from "./words";

interface Props {
  arrival: Arrival;
  place: Place | undefined;
  /** Whether the address brought it along just now. */
  isFresh: boolean;
}

/** The page of a meeting: find it, look at one's own devices, join. */
export function App({ arrival, place: brought, isFresh }: Props) {
  const words = useCallWords();
  const [info, setInfo] = useState<Info>();
  const guest = arrival ? "" : recall("session", "guest");
  const [token, setToken] = useState(() => guest || (isFresh ? "" : recall("session", "member")));
  const [place, setPlace] = useState(brought);
  const [isCoding, setCoding] = useState(arrival !== undefined);
  const [isAbsent, setAbsent] = useState(false);
  const [devices, setDevices] = useState<Devices>();
  const [call, setCall] = useState<Call>();
  useEffect(() => {
    askInfo().then(setInfo, () => undefined);
  }, []);

  const enter = useCallback((found: Place, fresh: string) => {
    rememberPlace(found);
    setPlace(found);
    setToken(fresh);
  }, []);
  const enterGuest = useCallback((fresh: string) => {
    remember("session", "guest", fresh);
    setToken(fresh);
    setCoding(false);
  }, []);

  // whoever typed the code on the glass has no number: the room tells it
  useEffect(() => {
    if (!token || place) return;
    findHere(token).then(
      (found) => (found ? enter(found, token) : setAbsent(true)),
      (error) => {
        if (error instanceof Refused) remember("session", "guest", "");
        setToken("");
      },
    );
  }, [token, place, enter]);

  const isIn = Boolean(token && place);
  useEffect(() => {
    if (!isIn) return;
    const opened = new Devices();
    setDevices(opened);
    return () => opened.close();
  }, [isIn]);

  const join = ({ name, muted, cameraOn }: Choice) => {
    if (!place || !devices) return;
    const renew = async () => {
      const fresh = await enterMember(place);
      remember("session", "member", fresh);
      return fresh;
    };
    setCall(new Call({ place, token, name, muted, cameraOn, renew }, devices));
  };
  const again = () => {
    call?.close();
    setCall(undefined);
  };
  const another = () => {
    again();
    rememberPlace(undefined);
    remember("session", "member", "");
    setPlace(undefined);
    setAbsent(false);
    setToken("");
  };

  const room = info?.room_name ?? "";
  if (call) return <Visit call={call} room={room} onAgain={again} onAnother={another} />;
  return (
    <Frame room={room} foot={<Foot info={info} />}>
      {isIn && place && devices ? (
        <Ready devices={devices} place={place} onJoin={join} />
      ) : isCoding ? (
        <Join arrival={arrival} isExpired={false} onEntered={enterGuest} />
      ) : token && !place ? (
        <Absent isAbsent={isAbsent} onOther={another} />
      ) : (
        <NumberForm
          brought={place}
          onEntered={(found, fresh) => {
            remember("session", "member", fresh);
            enter(found, fresh);
          }}
        />
      )}
      {!isIn && !isCoding && !token && (
        <button class="quiet" type="button" onClick={() => setCoding(true)}>
          {words.codeInstead}
        </button>
      )}
    </Frame>
  );
}

function Absent({ isAbsent, onOther }: { isAbsent: boolean; onOther: () => void }) {
  const words = useCallWords();
  const common = useSpeech().words;
  return (
    <section class="card">
      <p class="verdict" role="status">
        {isAbsent ? words.noCall : common.joining}
      </p>
      {isAbsent && (
        <button class="quiet" type="button" onClick={onOther}>
          {words.another}
        </button>
      )}
    </section>
  );
}
