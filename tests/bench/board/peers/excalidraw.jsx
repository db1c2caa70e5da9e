// Excalidraw over the whole window with its pen chosen; `?file=` names a drawing to open.
import { Excalidraw, exportToBlob, exportToSvg } from "@excalidraw/excalidraw";
import "@excalidraw/excalidraw/index.css";
import { createRoot } from "react-dom/client";

window.EXCALIDRAW_ASSET_PATH = "/";
const file = new URLSearchParams(location.search).get("file");
const drawing = file ? await (await fetch(file)).json() : undefined;

function take(api) {
  api.setActiveTool({ type: "freedraw", locked: true });
  const scene = () => ({ elements: api.getSceneElements(), appState: api.getAppState(), files: api.getFiles() });
  const timed = async (work) => {
    const begun = performance.now();
    await work();
    return (performance.now() - begun) / 1000;
  };
  window.bench = {
    strokes: () => api.getSceneElements().length,
    png: () => timed(() => exportToBlob({ ...scene(), mimeType: "image/png", maxWidthOrHeight: 3840 })),
    svg: () => timed(async () => (await exportToSvg(scene())).outerHTML.length),
  };
}

const page = document.getElementById("page");
createRoot(page).render(<Excalidraw initialData={drawing} excalidrawAPI={take} />);
