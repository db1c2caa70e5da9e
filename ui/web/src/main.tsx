import { render } from "preact";
import { App } from "./app";
import { Speaking } from "./parts/speech";
import "./style.css";

const code = location.hash.slice(1).replace(/\D/g, "").slice(0, 6);
// the code has served its purpose; it need not stay in the address bar and its history
if (location.hash) history.replaceState(null, "", location.pathname);

const page = document.getElementById("page");
if (page) {
  render(
    <Speaking>
      <App code={code.length === 6 ? code : ""} />
    </Speaking>,
    page,
  );
}
