import { useCallback, useEffect, useState } from "preact/hooks";
import type { Arrival } from "../arrival";
import { Join } from "../join";
import { recall, remember } from "../keep";
import { Certificate } from "../parts/certificate";
import { Frame } from "../parts/frame";
import { info as askInfo, type Info } from "../room";
import { Introduce } from "./introduce";
import { View } from "./view";

/** The page of whoever watches the glass: come in, say who you are, watch. */
export function App({ arrival, givenName }: { arrival: Arrival; givenName: string | undefined }) {
  const [info, setInfo] = useState<Info>();
  const [token, setToken] = useState(() => (arrival ? "" : recall("session", "guest")));
  const [isExpired, setExpired] = useState(false);
  const [name, setName] = useState(() => givenName ?? (recall("local", "name") || undefined));
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

  const room = info?.room_name ?? "";
  if (token && name !== undefined) return <View token={token} room={room} name={name} onExpired={expire} />;
  return (
    <Frame room={room} foot={<Certificate info={info} />}>
      {token ? <Introduce onNamed={setName} /> : <Join arrival={arrival} isExpired={isExpired} onEntered={enter} />}
    </Frame>
  );
}
