import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { LocalizeController } from '../controllers/localize-controller.ts';
import type { ConsoleI18n, ConsoleTexts } from '../i18n/locales/en/console.ts';

/** What every element of the console has: its texts, given by its owner. */
export abstract class ConsoleElement extends LitElement {
  /** The console's texts. */
  @property({ attribute: false }) i18n!: ConsoleI18n;

  readonly #localize = new LocalizeController<ConsoleTexts>(this, () => this.i18n);

  /** A text in the person's language. */
  readonly t = this.#localize.t;
  /** A time in the person's way of writing it. */
  readonly date = this.#localize.date;
}
