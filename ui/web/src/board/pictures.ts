// Assets of the board as pictures: fetched once, decoded by the browser, the least used forgotten.

const MOST = 24;
const UNUSED_MS = 10_000;
/** Pixels along the longer side that a picture is kept with. */
const MOST_DECODED = 2560;
/** A guest's picture may be named in the document a moment before its bytes have arrived. */
const RETRIES_MS = [1000, 3000, 10_000];
const MOST_SIDE = 4096;
const QUALITY = 0.86;

interface Entry {
  bitmap: ImageBitmap | undefined;
  usedAt: number;
}

export class Pictures {
  #entries = new Map<string, Entry>();

  constructor(
    private readonly address: (kind: "assets" | "pictures", name: string) => string,
    private readonly onLoaded: (asset: string, isThere: boolean) => void,
  ) {}

  /** A picture, or a page of a PDF; undefined while it is not there, then `onLoaded` follows. */
  get(asset: string, mime: string, page: number): ImageBitmap | undefined {
    // a PDF's pages are drawn by the room
    const path = mime === "application/pdf" ? this.address("pictures", `${asset}/${page}`) : this.address("assets", asset);
    let entry = this.#entries.get(path);
    if (!entry) {
      entry = { bitmap: undefined, usedAt: performance.now() };
      this.#entries.set(path, entry);
      void this.#load(entry, path, asset, mime === "application/pdf" ? [] : RETRIES_MS);
      this.#evict();
    }
    entry.usedAt = performance.now();
    return entry.bitmap;
  }

  /** Ask again for what did not come; false where all did. */
  retry(): boolean {
    const missing = [...this.#entries].filter(([, entry]) => !entry.bitmap);
    for (const [path] of missing) this.#entries.delete(path);
    return missing.length > 0;
  }

  async #load(entry: Entry, path: string, asset: string, retriesMs: readonly number[]): Promise<void> {
    for (const waitMs of [...retriesMs, 0]) {
      try {
        const response = await fetch(path);
        if (response.ok) entry.bitmap = await decode(await response.blob());
        if (response.status !== 404) break;
      } catch {
        break; // no connection, or no picture: asked again once connected
      }
      if (waitMs) await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
    if (this.#entries.get(path) === entry) this.onLoaded(asset, entry.bitmap !== undefined);
  }

  // what was painted a moment ago is in view, and would only be asked for again
  #evict(): void {
    const old = [...this.#entries].filter(([, { usedAt }]) => performance.now() - usedAt > UNUSED_MS);
    old.sort(([, one], [, two]) => one.usedAt - two.usedAt);
    for (const [path, entry] of old.slice(0, Math.max(this.#entries.size - MOST, 0))) {
      entry.bitmap?.close();
      this.#entries.delete(path);
    }
  }
}

async function decode(blob: Blob): Promise<ImageBitmap> {
  const whole = await createImageBitmap(blob);
  const shrink = MOST_DECODED / Math.max(whole.width, whole.height);
  if (shrink >= 1) return whole;
  const size = { resizeWidth: Math.max(Math.round(whole.width * shrink), 1), resizeHeight: Math.max(Math.round(whole.height * shrink), 1) };
  const small = await createImageBitmap(whole, { ...size, resizeQuality: "high" });
  whole.close();
  return small;
}

export interface Prepared {
  blob: Blob;
  sha: string;
  mime: string;
  width: number;
  height: number;
}

/** A file as the board takes it: PNG or JPEG of at most 4096 pixels a side. Throws where the browser cannot read it. */
export async function prepare(file: Blob): Promise<Prepared> {
  const bitmap = await createImageBitmap(file);
  const shrink = Math.min(1, MOST_SIDE / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [Math.max(Math.round(bitmap.width * shrink), 1), Math.max(Math.round(bitmap.height * shrink), 1)];
  const isKnown = file.type === "image/png" || file.type === "image/jpeg";
  // drawn anew even where it would fit: what a camera wrote beside the picture, such as the place, stays at home
  const mime = file.type === "image/jpeg" || !isKnown ? "image/jpeg" : "image/png";
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("this browser has no canvas");
  if (mime === "image/jpeg") {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, width, height);
  }
  pen.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, mime, QUALITY));
  if (!blob) throw new Error("the picture is too large");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
  const sha = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { blob, sha, mime, width, height };
}
