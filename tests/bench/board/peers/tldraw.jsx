// tldraw over the whole window with its pen chosen.
import { createRoot } from "react-dom/client";
import { Tldraw } from "tldraw";
import "tldraw/tldraw.css";

function take(editor) {
  editor.setCurrentTool("draw");
  window.bench = { strokes: () => editor.getCurrentPageShapeIds().size };
}

createRoot(document.getElementById("page")).render(<Tldraw onMount={take} />);
