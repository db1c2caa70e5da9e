// What the room is told of a live cast by its sender, and told again whenever it forgot.

import type { RoomState } from "../contract";
import type { Link } from "../link";

export class Wishes {
  #isPaused = false;
  #isTouchable = false;
  #isReminding = false;

  constructor(
    private readonly link: Link,
    private readonly castId: () => string,
  ) {}

  /** That the picture is held still, or no longer. */
  pause(isPaused: boolean): Promise<void> {
    this.#isPaused = isPaused;
    return this.#tell("cast.set_paused", { paused: isPaused });
  }

  /** That people at the glass may draw, or no longer. */
  touch(isTouchable: boolean): Promise<void> {
    this.#isTouchable = isTouchable;
    return this.#tell("cast.set_touchable", { touchable: isTouchable });
  }

  /** That the sound is to be silent; people at the glass may change that too, so it is not repeated. */
  mute(isMuted: boolean): Promise<void> {
    return this.#tell("cast.set_muted", { muted: isMuted });
  }

  /** Where something of the picture is; of no worth a moment later. */
  point(x: number, y: number, shown: boolean): void {
    if (this.castId()) this.link.say("cast.point", { cast_id: this.castId(), x, y, shown });
  }

  /** A session that began anew and a room that was restarted know nothing of this. */
  async remind(state: RoomState): Promise<void> {
    const own = state.cast.casts.find((cast) => cast.id === this.castId());
    if (!own || this.#isReminding) return;
    this.#isReminding = true;
    if (this.#isPaused && !own.paused) await this.pause(true);
    if (this.#isTouchable && !own.touchable) await this.touch(true);
    this.#isReminding = false;
  }

  /** A connection that is away is no failure: the room is reminded when it is back. */
  async #tell(method: string, params: object): Promise<void> {
    const castId = this.castId();
    if (castId) await this.link.call(method, { cast_id: castId, ...params }).catch(() => undefined);
  }
}
