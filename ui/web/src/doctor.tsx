import { render } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { Visit } from "./doctor/visit";
import { recall, remember } from "./keep";
import { Frame } from "./parts/frame";
import { Speaking } from "./parts/speech";
import { info as askInfo, type Info } from "./room";
import "./style.css";
import "./doctor/doctor.css";

/** The page for whoever cannot cast: what works from this device and in this room, and what to do. */
function Doctor() {
  const [info, setInfo] = useState<Info>();
  const [token, setToken] = useState(() => recall("session", "guest"));
  useEffect(() => {
    askInfo().then(setInfo, () => undefined);
  }, []);
  const enter = useCallback((fresh: string) => {
    remember("session", "guest", fresh);
    setToken(fresh);
  }, []);
  return (
    <Frame room={info?.room_name ?? ""}>
      <Visit key={token} token={token} room={info?.room_name ?? ""} onEntered={enter} />
    </Frame>
  );
}

const page = document.getElementById("page");
if (page) {
  render(
    <Speaking>
      <Doctor />
    </Speaking>,
    page,
  );
}
