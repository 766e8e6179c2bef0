import type { Box } from '../../core/storage.ts';

interface Kept {
  token: string;
  /** A request is in progress: the page looks for news although the panel is closed. */
  open: boolean;
}

const guestKey = (name: string): string => `support-portal:${name}`;

/** Who this visitor is to one portal: nobody, until they send something; then the holder of a token. */
export class Guest {
  /** What is typed is kept under this name: of the portal, for a contact of theirs in it. */
  readonly name: string;
  readonly #key: string;
  readonly #storage: Box;

  constructor(name: string, storage: Box) {
    this.name = name;
    this.#key = guestKey(name);
    this.#storage = storage;
  }

  get token(): string | null {
    return this.#kept?.token ?? null;
  }

  /** Starts to be somebody. */
  become(token: string): void {
    this.#keep({ token, open: false });
  }

  /** The server does not know this guest any more. */
  forget(): void {
    this.#storage.remove(this.#key);
  }

  /** A request is in progress. */
  get open(): boolean {
    return this.#kept?.open ?? false;
  }

  set open(open: boolean) {
    const kept = this.#kept;
    if (kept && kept.open !== open) this.#keep({ ...kept, open });
  }

  /** Another tab of the site became somebody, or somebody else; the returned function stops it. */
  watch(listener: () => void): () => void {
    let last = this.token;
    const onStorage = ({ key }: StorageEvent): void => {
      if (key !== null && key !== this.#key) return;
      if (this.token === last) return;
      last = this.token;
      listener();
    };
    addEventListener('storage', onStorage);
    return () => removeEventListener('storage', onStorage);
  }

  get #kept(): Kept | null {
    return this.#storage.readJson<Kept>(this.#key);
  }

  #keep(kept: Kept): void {
    this.#storage.write(this.#key, JSON.stringify(kept));
  }
}
