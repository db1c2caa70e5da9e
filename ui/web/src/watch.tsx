import { render } from "preact";
import { readArrival } from "./arrival";
import { Speaking } from "./parts/speech";
import { App } from "./watch/app";
import "./style.css";
import "./watch/watch.css";

const arrival = readArrival(location.hash);
// a display that nobody sits at may bring its name along
const name = new URLSearchParams(location.search).get("name") ?? undefined;
// it has served its purpose, and need not stay in the address bar and its history
if (location.hash) history.replaceState(null, "", location.pathname + location.search);

const page = document.getElementById("page");
if (page) {
  render(
    <Speaking>
      <App arrival={arrival} givenName={name?.slice(0, 48)} />
    </Speaking>,
    page,
  );
}
