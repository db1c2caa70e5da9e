import { render } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { Admin } from "./glass/admin";
import { View } from "./glass/view";
import { recall, remember } from "./keep";
import { Frame } from "./parts/frame";
import { Certificate } from "./parts/certificate";
import { Speaking } from "./parts/speech";
import { info as askInfo, type Info } from "./room";
import "./style.css";

/** The page of whoever holds the admin code: the glass as it is now. */
function Glass() {
  const [info, setInfo] = useState<Info>();
  const [token, setToken] = useState(() => recall("session", "admin"));
  const enter = useCallback((fresh: string) => {
    remember("session", "admin", fresh);
    setToken(fresh);
  }, []);
  useEffect(() => {
    askInfo().then(setInfo, () => undefined);
  }, []);
  const room = info?.room_name ?? "";
  return (
    <Frame room={room} foot={token ? null : <Certificate info={info} />}>
      {token ? <View token={token} room={room} onLeave={() => enter("")} /> : <Admin onEntered={enter} />}
    </Frame>
  );
}

const page = document.getElementById("page");
if (page) {
  render(
    <Speaking>
      <Glass />
    </Speaking>,
    page,
  );
}
