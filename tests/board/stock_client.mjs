// A y-websocket client as npm has it: joins a board, draws one stroke, and tells what it sees as JSON lines.
// node stock_client.mjs NODE_MODULES SERVER BOARD KEY ELEMENT HEX
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";

const [modules, server, board, key, element, hex] = process.argv.slice(2);
const require = createRequire(pathToFileURL(join(modules, "any.js")));
const load = async (name) => import(pathToFileURL(require.resolve(name)));
const Y = await load("yjs");
const { WebsocketProvider } = await load("y-websocket");
const WebSocket = require("ws");

class Unverified extends WebSocket {
    constructor(url, protocols) {
        super(url, protocols, { rejectUnauthorized: false });
    }
}

const tell = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const doc = new Y.Doc();
const provider = new WebsocketProvider(server, board, doc, { WebSocketPolyfill: Unverified, params: { key } });
provider.awareness.setLocalStateField("user", { name: "Stock", color: "#00ff00" });
provider.awareness.on("change", () => {
    const names = [...provider.awareness.getStates().values()].map((state) => state.user?.name);
    tell({ names });
});
const elements = doc.getMap("o:first");
elements.observe(() => tell({ elements: [...elements.keys()].sort() }));
provider.on("sync", (isSynced) => {
    tell({ synced: isSynced });
    if (isSynced) {
        elements.set(element, Uint8Array.from(Buffer.from(hex, "hex")));
    }
});
process.stdin.on("end", () => process.exit(0)).resume();
