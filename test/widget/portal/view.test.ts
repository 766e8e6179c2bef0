import { expect } from '@open-wc/testing';
import { viewOf } from '../../../widget/portal/view.ts';
import { ownRequest, portalView } from '../support/samples.ts';

const idle = { kind: 'idle' } as const;
const none = { current: { kind: 'none' }, action: idle } as const;

describe('what the panel shows', () => {
  for (const [kind, shown] of [
    ['live-form', 'form'],
    ['offline-form', 'form'],
    ['closed', 'closed'],
  ] as const) {
    it(`[G19] ${shown} to a visitor without a request, where the server says ${kind}`, () => {
      expect(viewOf({ kind: 'ready', view: portalView({ kind }) }, none).kind).to.equal(shown);
    });
    it(`[G23] their own request, also where the server says ${kind} to everybody else`, () => {
      const state = { current: { kind: 'some', request: ownRequest() }, action: idle } as const;
      expect(viewOf({ kind: 'ready', view: portalView({ kind }) }, state).kind).to.equal('request');
    });
  }

  it('waits while either answer is missing, and says what failed', () => {
    expect(viewOf({ kind: 'loading' }, none).kind).to.equal('loading');
    const failed = { kind: 'failed', code: 'unreachable', retry: true } as const;
    expect(viewOf(failed, none)).to.deep.equal({ kind: 'problem', code: 'unreachable' });
  });
});
