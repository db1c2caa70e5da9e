// A guest's visit to a board: the document, its connection, who else is here, and what is kept for a lost connection.

import { ask } from "../room";
import { fromHex, hex } from "./colour";
import { address, forgetKey, socketAddress, type BoardKey } from "./door";
import { BoardDocument, type Author } from "./document";
import type { Page } from "./element";
import type { Point } from "./geometry";
import { Kept } from "./kept";
import { BoardLink } from "./link";
import { prepare, type Prepared } from "./pictures";
import { Told } from "./told";
import type { BoardView, Ports } from "./view";
import { REVOKED, VIEW, type Wet } from "./wire";

export interface Person {
  client: number;
  name: string;
  color: number;
  page: string;
  cursor: Point | undefined;
  isGlass: boolean;
}

export interface SessionState {
  phase: "open" | "unknown" | "revoked";
  /** `closed`: the room has taken the board from its display. */
  connection: "connecting" | "online" | "lost" | "closed";
  /** Whether the room keeps all that was drawn; undefined where it does not tell. */
  isStored: boolean | undefined;
  isViewOnly: boolean;
  /** Whether one may draw is not known yet: no tools are offered that are taken away at once. */
  isWaiting: boolean;
  roomName: string;
  boardName: string;
  isDark: boolean;
  people: readonly Person[];
  isFollowing: boolean;
  pages: readonly Page[];
  canUndo: boolean;
  canRedo: boolean;
}

/** Whether tools are offered. */
export function mayDraw({ isViewOnly, isWaiting }: SessionState): boolean {
  return !isViewOnly && !isWaiting;
}

interface BoardInfo {
  name?: string;
  room_name?: string;
}

const POINT_MS = 33;
const UPLOAD_MS = 60_000;
/** A room that does not answer for so long may be away: what is drawn joins its board later. */
const PATIENCE_MS = 1500;
const KEPT_ORIGIN = Symbol("kept");

export class Session implements Ports {
  readonly document: BoardDocument;
  readonly told: Told<SessionState>;
  readonly #kept: Kept;
  readonly #link: BoardLink;
  #view: BoardView | undefined;
  #hasArrived = false;
  #pointedAt = 0;
  #isKeeping = false;
  readonly #patience = setTimeout(() => this.#allow({ isWaiting: false }), PATIENCE_MS);

  constructor(
    private readonly key: BoardKey,
    author: Author,
  ) {
    this.document = new BoardDocument(author);
    this.told = new Told<SessionState>({
      phase: "open", connection: "connecting", isStored: undefined, isViewOnly: false, isWaiting: true, roomName: "", boardName: "", isDark: false, people: [],
      isFollowing: true, pages: this.document.pages(), canUndo: false, canRedo: false,
    });
    this.document.listen({
      onPages: () => this.told.set({ pages: this.document.pages() }),
      onMeta: () => this.told.set({ boardName: this.document.name || this.told.state.boardName, isDark: this.document.isDark }),
      onUndo: () => this.told.set({ canUndo: this.document.canUndo, canRedo: this.document.canRedo }),
    });
    this.#kept = new Kept(key.board);
    this.document.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this.#link && origin !== KEPT_ORIGIN) this.#keep(update);
    });
    this.#link = new BoardLink(this.document.doc, socketAddress(key), {
      onConnected: (isConnected, hasEverything) => this.#connected(isConnected, hasEverything),
      onWet: (wet) => this.#view?.wet.take(wet),
      onStored: (isStored) => this.#stored(isStored),
      onPermission: (permission) => this.#permitted(permission),
      onClosed: (why) => (why === "worthless" ? this.#end(this.#hasArrived ? "revoked" : "unknown") : this.told.set({ connection: "closed" })),
    });
    this.#link.awareness.on("change", () => this.#peopled());
    this.#link.awareness.setLocalState({ user: { name: author.name, color: hex(author.color) }, page: "", cursor: null });
    addEventListener("pageshow", this.#shown);
    void this.#restore();
    void this.#ask();
  }

  attach(view: BoardView): () => void {
    this.#view = view;
    this.#allow({});
    const tell = (): void => this.#link.awareness.setLocalStateField("page", view.pageId);
    tell();
    return view.told.listen(() => {
      if (this.#link.awareness.getLocalState()?.["page"] !== view.pageId) tell();
      this.#follow();
    });
  }

  close(): void {
    removeEventListener("pageshow", this.#shown);
    clearTimeout(this.#patience);
    this.#link.close();
    this.document.destroy();
  }

  // ports of the view

  readonly sendWet = (wet: Wet): void => this.#link.sendWet(wet);

  readonly point = (at: Point | undefined): void => {
    const now = performance.now();
    if (at && now - this.#pointedAt < POINT_MS) return;
    this.#pointedAt = now;
    this.#link.awareness.setLocalStateField("cursor", at ? [Math.round(at[0] * 10) / 10, Math.round(at[1] * 10) / 10] : null);
  };

  readonly address = (kind: "assets" | "pictures", name: string): string => address(this.key, `${kind}/${name}`);

  // pages

  goTo(pageId: string): void {
    this.told.set({ isFollowing: false });
    this.#view?.goTo(pageId);
  }

  follow(isFollowing: boolean): void {
    this.told.set({ isFollowing });
    this.#follow();
  }

  addPage(id: string): void {
    if (!this.#view) return;
    this.document.begin();
    this.document.addPage(this.#view.pageId, id);
    this.goTo(id);
  }

  /** Make a picture an asset of the board. Throws where it is none, or where the room does not take it. */
  async upload(file: Blob): Promise<Prepared> {
    const prepared = await prepare(file);
    const headers = { "Content-Type": prepared.mime };
    await ask(this.address("assets", prepared.sha), { method: "PUT", body: prepared.blob, headers, signal: AbortSignal.timeout(UPLOAD_MS) });
    return prepared;
  }

  async #ask(): Promise<void> {
    const info = await ask(address(this.key, "info"))
      .then((response) => response.json() as Promise<BoardInfo>)
      .catch(() => undefined);
    if (!info) return;
    this.told.set({ roomName: info.room_name ?? "", boardName: this.document.name || (info.name ?? "") });
  }

  #connected(isConnected: boolean, hasEverything: boolean): void {
    if (this.told.state.phase !== "open") return;
    if (hasEverything || !isConnected) this.#allow({ isWaiting: false });
    if (!isConnected) {
      this.#view?.wet.clearOthers();
      // a board that was closed stays so until it is open again
      if (this.told.state.connection === "closed") return;
      return this.told.set({ connection: this.#hasArrived ? "lost" : "connecting" });
    }
    if (!hasEverything) return;
    this.told.set({ connection: "online" });
    this.#follow();
    this.#view?.arrive();
    if (!this.told.state.roomName) void this.#ask();
    this.#hasArrived = true;
  }

  #stored(isStored: boolean | undefined): void {
    this.told.set({ isStored });
    if (isStored === false || this.told.state.connection !== "online") return;
    this.#view?.stored();
    if (this.#isKeeping) this.#kept.forget();
    this.#isKeeping = false;
  }

  #keep(update: Uint8Array): void {
    this.#isKeeping = true;
    this.#kept.add(update);
  }

  async #restore(): Promise<void> {
    for (const update of await this.#kept.load()) {
      this.#isKeeping = true;
      this.document.apply(update, KEPT_ORIGIN);
    }
  }

  #permitted(permission: number): void {
    if (permission === REVOKED) return this.#end("revoked");
    this.#allow({ isViewOnly: permission === VIEW, isWaiting: false });
  }

  #allow(change: Partial<Pick<SessionState, "isViewOnly" | "isWaiting">>): void {
    this.told.set(change);
    this.#view?.restrict(!mayDraw(this.told.state));
  }

  #end(phase: "unknown" | "revoked"): void {
    if (this.told.state.phase !== "open") return;
    this.told.set({ phase });
    this.#link.close();
    this.#kept.forget();
    forgetKey();
  }

  #peopled(): void {
    const people: Person[] = [];
    for (const [client, state] of this.#link.awareness.getStates()) {
      if (client !== this.document.doc.clientID) people.push(personOf(client, state, this.told.state.roomName));
    }
    this.told.set({ people });
    this.#follow();
    this.#view?.showPointers(people);
  }

  #follow(): void {
    const { people, isFollowing, connection } = this.told.state;
    const glass = people.find(({ isGlass }) => isGlass);
    if (glass?.page && isFollowing && connection === "online" && !this.#view?.isBusy) this.#view?.goTo(glass.page);
  }

  // back from the browser's memory of pages: others took us for gone
  #shown = (event: PageTransitionEvent): void => {
    const { id: _, ...user } = this.document.author;
    if (event.persisted) this.#link.awareness.setLocalState({ user: { ...user, color: hex(user.color) }, page: this.#view?.pageId ?? "", cursor: null });
  };
}

function personOf(client: number, state: Record<string, unknown>, roomName: string): Person {
  const user = (typeof state["user"] === "object" && state["user"] !== null ? state["user"] : {}) as Record<string, unknown>;
  const cursor: unknown = state["cursor"];
  const isPoint = Array.isArray(cursor) && cursor.length === 2 && cursor.every((one) => Number.isFinite(one));
  const given = typeof user["name"] === "string" ? user["name"].slice(0, 80) : undefined;
  // the glass has no name of its own: whoever writes there is in the room
  const isGlass = given === "";
  const name = isGlass ? roomName : (given ?? "");
  return {
    client, name, isGlass, color: fromHex(user["color"]), page: typeof state["page"] === "string" ? state["page"] : "",
    cursor: isPoint ? (cursor as unknown as Point) : undefined,
  };
}
