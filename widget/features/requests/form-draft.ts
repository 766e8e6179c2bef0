import type { Box } from '../../core/storage.ts';

/** What the form asks for. */
export interface RequestForm {
  name: string;
  email: string;
  /** To be called back; asked for only where no chat follows. */
  phone: string;
  text: string;
}

const EMPTY: RequestForm = { name: '', email: '', phone: '', text: '' };

/** The form being filled in, kept through reloads of its tab. Nothing is stored before something is typed. */
export class FormDraft {
  readonly #storage: Box;
  readonly #key: string;

  constructor(storage: Box, portalId: string) {
    this.#storage = storage;
    this.#key = `support-portal:form:${portalId}`;
  }

  get(): RequestForm {
    return { ...EMPTY, ...this.#storage.readJson<Partial<RequestForm>>(this.#key) };
  }

  set(form: RequestForm): void {
    this.#storage.write(this.#key, JSON.stringify(form));
  }

  /** The question was sent; the name stays for the next one. */
  clear(): void {
    this.set({ ...this.get(), text: '' });
  }

  get forgetful(): boolean {
    return this.#storage.forgetful;
  }
}
