// Own changes that no room has kept yet, in the browser's database: a reload without a connection loses nothing. Once
// the room has them they are removed; nothing of a board stays on a guest's device.

const DATABASE = "parlor-boards";
const CHANGES = "changes";

interface Change {
  board: string;
  update: Uint8Array;
}

export class Kept {
  #database: Promise<IDBDatabase | undefined>;
  /** Keys of what this page wrote or took over; only these it removes. */
  #keys: IDBValidKey[] = [];
  #queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly board: string) {
    this.#database = open().catch(() => undefined);
  }

  /** What earlier visits left. */
  load(): Promise<Uint8Array[]> {
    return this.#do("readonly", async (changes) => {
      const index = changes.index("board");
      const [keys, values] = await Promise.all([done(index.getAllKeys(this.board)), done(index.getAll(this.board) as IDBRequest<Change[]>)]);
      this.#keys.push(...keys);
      return values.map((value) => value.update);
    }).then((found) => found ?? []);
  }

  add(update: Uint8Array): void {
    void this.#do("readwrite", async (changes) => {
      this.#keys.push(await done(changes.add({ board: this.board, update } satisfies Change)));
    });
  }

  /** The room has everything. */
  forget(): void {
    void this.#do("readwrite", async (changes) => {
      const keys = this.#keys;
      this.#keys = [];
      for (const key of keys) changes.delete(key);
    });
  }

  // one after the other; a browser that forbids its database forgets, and the page works without
  #do<T>(mode: IDBTransactionMode, what: (changes: IDBObjectStore) => Promise<T>): Promise<T | undefined> {
    const result = this.#queue.then(async () => {
      const database = await this.#database;
      return database && what(database.transaction(CHANGES, mode).objectStore(CHANGES));
    });
    const settled = result.catch(() => undefined);
    this.#queue = settled;
    return settled;
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(CHANGES, { autoIncrement: true }).createIndex("board", "board");
  };
  return done(request);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the database failed"));
  });
}
