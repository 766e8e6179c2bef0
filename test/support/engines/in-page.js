// Runs in every document of a test's page, frames too, before its first script. It remembers what nobody should ever
// hear of, and finds things by what people call them, through shadow roots.
(() => {
  const complaints = [];
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
    complaints.push(`violation: ${effectiveDirective} ${blockedURI} ${sample}`),
  );
  // Captured: a script or image that could not be loaded does not bubble.
  addEventListener(
    'error',
    ({ message, target }) => complaints.push(`error: ${message ?? `${target.localName} ${target.src}`}`),
    true,
  );
  addEventListener('unhandledrejection', ({ reason }) => complaints.push(`unhandled: ${reason}`));
  for (const level of ['error', 'warn']) {
    const say = console[level].bind(console);
    console[level] = (...words) => {
      complaints.push(`${level}: ${words.join(' ')}`);
      say(...words);
    };
  }

  const everything = function* (root) {
    for (const element of root.querySelectorAll('*')) {
      yield element;
      if (element.shadowRoot) yield* everything(element.shadowRoot);
    }
  };
  const tidy = (text) => text.replace(/\s+/g, ' ').trim();
  const ownText = (element) =>
    [...element.childNodes].flatMap((node) => (node.nodeType === Node.TEXT_NODE ? [node.data] : [])).join('');
  const label = (element) => element.getAttribute('aria-label') ?? '';
  /** Of an element in a component's shadow, too: what the page says is the component's. */
  const words = (element) => label(element) || element.textContent;
  const whole = (text, name) => text === name;
  const part = (text, name) => text.includes(name);
  /** What counts as one, what it is called, and when that fits. */
  const kinds = {
    field: ['input, textarea, wa-input', (element) => fieldName(element), whole],
    button: ['button', words, whole],
    'part of a button': ['button, wa-button', words, part],
    link: ['a[href]', (element) => element.textContent, whole],
    text: ['*', ownText, whole],
    'part of a text': ['*', ownText, part],
  };
  const fieldName = (element) =>
    label(element) || (element.getAttribute('label') ?? element.labels?.[0]?.textContent ?? '');

  /** An element's place in its window, once it is in view; one that is stays where it is. */
  const rectangle = (element) => {
    element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    return element.getBoundingClientRect();
  };
  const find = (kind, name) => {
    const [selector, nameOf, fits] = kinds[kind];
    for (const element of everything(document))
      if (element.matches(selector) && fits(tidy(nameOf(element)), name) && element.checkVisibility())
        return element;
    return null;
  };
  const frame = () => [...everything(document)].find(({ localName }) => localName === 'iframe');

  globalThis.inPage = {
    complaints,
    frame,
    /** Whether something of a kind and of this name is to be seen. */
    has: (kind, name) => find(kind, name) !== null,
    /** Where its middle is; `null` where there is none. */
    middle: (kind, name) => {
      const element = find(kind, name);
      if (!element) return null;
      const { x, y, width, height } = rectangle(element);
      return [x + width / 2, y + height / 2];
    },
    /** Puts a text in a field, as if pasted; whether there is one of this name. */
    fill: (name, text) => {
      const element = find('field', name);
      if (!element) return false;
      element.value = text;
      element.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      return true;
    },
    /** Where the portal's frame begins, which is the page's only one; `null` where there is none. */
    corner: () => {
      const element = frame();
      if (!element) return null;
      const { x, y } = rectangle(element);
      return [x, y];
    },
    /** Whether scripts of the page can look into the frame. */
    reachesFrame: () => frame().contentDocument !== null,
  };
})();
