// Pictures put onto the board.

import { newId } from "./element";
import type { Session } from "./session";
import type { BoardView } from "./view";

const SHARE = 0.6;

/** Upload a picture and lay it into the middle of the view; false where the browser or the room does not take it. */
export async function insertPicture(session: Session, view: BoardView, file: Blob): Promise<boolean> {
  try {
    const { sha, mime, width, height } = await session.upload(file);
    const { x0, y0, x1, y1 } = view.camera.box;
    const scale = Math.min(((x1 - x0) * SHARE) / width, ((y1 - y0) * SHARE) / height, 1);
    const [w, h] = [width * scale, height * scale];
    const made = { author: view.document.author.id, createdMs: Date.now() };
    const id = newId();
    view.put([[id, { kind: "image", x: (x0 + x1 - w) / 2, y: (y0 + y1 - h) / 2, w, h, asset: sha, mime, ...made }]]);
    view.choice.set({ tool: "select" });
    view.selection.choose([id]);
    return true;
  } catch {
    return false;
  }
}
