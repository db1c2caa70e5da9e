import { render } from "preact";
import { readArrival } from "./arrival";
import { App } from "./call/app";
import { readPlace, recallPlace } from "./call/place";
import { Speaking } from "./parts/speech";
import "./style.css";
import "./call/call.css";
import "./call/tiles.css";
import "./call/panels.css";

const arrival = readArrival(location.hash);
const place = readPlace(location.hash) ?? (arrival ? undefined : recallPlace());
const isFresh = location.hash !== "";
// it has served its purpose, and need not stay in the address bar and its history
if (isFresh) history.replaceState(null, "", location.pathname);

const page = document.getElementById("page");
if (page) {
  render(
    <Speaking>
      <App arrival={arrival} place={place} isFresh={isFresh} />
    </Speaking>,
    page,
  );
}
