/**
 * Registers an element unless the page already has one of this tag: two copies of the script on a page, or two
 * versions during a change-over, must not break it.
 */
export function define(tag: string, element: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, element);
}
