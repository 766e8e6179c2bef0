import { expect } from '@open-wc/testing';
import { backOff } from '../../../widget/core/retry.ts';

describe('back-off', () => {
  it('doubles, with jitter, up to a limit', () => {
    const waits = [0, 1, 2, 20].map((tries) => backOff(tries, undefined, () => 1));
    expect(waits).to.deep.equal([300, 600, 1200, 10_000]);
    expect(backOff(0, undefined, () => 0)).to.equal(150);
  });

  it('is never shorter than the server asked for', () => {
    const error = { code: 'rate_limited', retry: true, params: { retryAfter: 7000 } } as const;
    expect(backOff(0, error)).to.equal(7000);
  });
});
