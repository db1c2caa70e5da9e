import { render } from "preact";
import { App } from "./board/app";
import { takeKey } from "./board/door";
import { Speaking } from "./parts/speech";
import "./style.css";
import "./board/board.css";

// another link, followed in this tab
addEventListener("hashchange", () => location.hash && location.reload());

const page = document.getElementById("page");
if (page) {
  render(
    <Speaking>
      <App door={takeKey()} />
    </Speaking>,
    page,
  );
}
