import { render } from "preact";
import { App } from "./app";
import { readArrival } from "./arrival";
import { Speaking } from "./parts/speech";
import "./style.css";
import "./cast/cast.css";

const arrival = readArrival(location.hash);
// it has served its purpose, and need not stay in the address bar and its history
if (location.hash) history.replaceState(null, "", location.pathname);

const page = document.getElementById("page");
if (page) {
  render(
    <Speaking>
      <App arrival={arrival} />
    </Speaking>,
    page,
  );
}
