/** Asks the router to show another page, where a link is not what was pressed. */
export class NavigateEvent extends Event {
  static readonly type = 'support-navigate';
  readonly path: string;

  constructor(path: string) {
    super(NavigateEvent.type, { bubbles: true, composed: true });
    this.path = path;
  }
}

/** A dialog is closed and may be taken out of the page. */
export class DismissedEvent extends Event {
  static readonly type = 'support-dismissed';

  constructor() {
    super(DismissedEvent.type);
  }
}

declare global {
  interface HTMLElementEventMap {
    'support-navigate': NavigateEvent;
    'support-dismissed': DismissedEvent;
  }
}
