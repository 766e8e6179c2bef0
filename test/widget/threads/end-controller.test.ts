import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { css, LitElement, type TemplateResult } from 'lit';
import { EndController } from '../../../widget/controllers/end-controller.ts';

/** A list whose lines wrap, in a box of a given size. */
class TestList extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
    div {
      block-size: 100%;
      overflow-y: auto;
    }
  `;

  readonly end = new EndController(
    this,
    () => this.renderRoot.querySelector('div'),
    () => undefined,
  );

  get list(): HTMLElement {
    return this.renderRoot.querySelector('div')!;
  }

  /** How far from its end it is. */
  get left(): number {
    return this.list.scrollHeight - this.list.clientHeight - this.list.scrollTop;
  }

  override render(): TemplateResult {
    return html`<div @scroll=${() => this.end.scrolled()}>
      ${Array.from({ length: 40 }, (_, n) => html`<p>${`${n} words `.repeat(20)}</p>`)}
    </div>`;
  }
}
customElements.define('test-list', TestList);

describe('EndController', () => {
  let element: TestList;
  const size = (inline: number, block: number): void => {
    element.style.inlineSize = `${inline}px`;
    element.style.blockSize = `${block}px`;
  };
  /** Scrolling is told in the frame after, sizes at the end of one. */
  const shown = async (): Promise<void> => {
    await nextFrame();
    await nextFrame();
    await nextFrame();
  };

  beforeEach(async () => {
    element = await fixture(html`<test-list style="inline-size: 600px; block-size: 300px"></test-list>`);
    await shown();
  });

  it('stays at the end whatever size its box takes, also where the list is at its start in between', async () => {
    for (const [inline, block] of [
      [320, 300],
      [900, 120],
      [320, 500],
    ] as const) {
      // So high that nothing scrolls, and looked at, as pages do while their window is dragged.
      size(inline, 50_000);
      expect(element.list.scrollTop).to.equal(0);
      size(inline, block);
      // Where others on the page watch sizes too, this one is told of its size only after the scrolling.
      element.end.scrolled();
      await shown();
      expect([element.end.atEnd, element.left < 1]).to.deep.equal([true, true]);
    }
  });

  it('is left by going up, and reached again by going down', async () => {
    element.list.scrollTop -= 100;
    await shown();
    expect(element.end.atEnd).to.equal(false);
    size(320, 200);
    await shown();
    expect(element.end.atEnd).to.equal(false);
    element.list.scrollTop = element.list.scrollHeight;
    await shown();
    expect(element.end.atEnd).to.equal(true);
  });

  it('is not left by going up a little, and left by going up after its box took another size', async () => {
    element.list.scrollTop -= 10;
    await shown();
    expect(element.end.atEnd).to.equal(true);
    size(400, 200);
    await shown();
    element.list.scrollTop -= 100;
    await shown();
    expect(element.end.atEnd).to.equal(false);
  });
});
