// Runs in every document before its first script. Listens as assistive technology does: what is added or changed
// within a live region is told, by the nearest region's own politeness. `announcements` is what was told.
(() => {
  globalThis.announcements = [];
  const LIVE = { log: 'polite', status: 'polite', alert: 'assertive' };
  const up = (node) => node.assignedSlot ?? node.parentNode ?? node.host ?? null;

  /** How an element's region is told, and the region; `off` where there is none or it is hidden. */
  const regionOf = (node) => {
    let region = null;
    for (let at = node; at; at = up(at)) {
      if (!(at instanceof Element)) continue;
      if (at.getAttribute('aria-hidden') === 'true') return null;
      region ??= (at.getAttribute('aria-live') ?? LIVE[at.getAttribute('role')]) ? at : null;
    }
    if (!region) return null;
    const live = region.getAttribute('aria-live') ?? LIVE[region.getAttribute('role')];
    return live === 'off' ? null : region;
  };
  const isHidden = (element) =>
    element.getAttribute('aria-hidden') === 'true' ||
    element.getAttribute('aria-live') === 'off' ||
    element.hidden;
  const textOf = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (!(node instanceof Element) || isHidden(node)) return '';
    return [...node.childNodes].map(textOf).join(' ');
  };

  const observed = new WeakSet();
  const observe = (root) => {
    if (observed.has(root)) return;
    observed.add(root);
    new MutationObserver(hear).observe(root, { subtree: true, childList: true, characterData: true });
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot) observe(element.shadowRoot);
  };
  const hear = (records) => {
    /** What has changed in this moment, by region: said together, in the document's order. */
    const changed = new Map();
    for (const { type, target, addedNodes } of records) {
      for (const node of type === 'characterData' ? [target] : addedNodes) {
        // A region that is new itself is not told: only what changes in one that was there.
        const within = type === 'characterData' ? target.parentNode : target;
        const region = regionOf(within) && regionOf(node);
        const text = textOf(node).replace(/\s+/g, ' ').trim();
        if (region && text) changed.set(region, [...(changed.get(region) ?? []), text]);
      }
    }
    for (const texts of changed.values()) announcements.push(texts.join(' '));
  };
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init);
    observe(root);
    return root;
  };
  observe(document);
})();
