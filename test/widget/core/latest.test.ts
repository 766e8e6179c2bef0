import { expect } from '@open-wc/testing';
import { valueOf } from '../../../widget/core/loadable.ts';
import { Latest } from '../../../widget/core/latest.ts';
import { ok, type Result } from '../../../widget/core/result.ts';
import { settle } from '../support/fake-clock.ts';
import { failure } from '../support/fake-transport.ts';

/** A call that is answered by hand. */
const call = () => Promise.withResolvers<Result<string>>();

describe('what the server said last', () => {
  it('is the answer to the call that was made last, in whatever order they come', async () => {
    const latest = new Latest<string>();
    const [first, second] = [call(), call()];
    void latest.take(first.promise);
    void latest.take(second.promise);
    second.resolve(ok('second'));
    await settle();
    first.resolve(ok('first'));
    await settle();
    expect(valueOf(latest.get())).to.equal('second');
  });

  it('stays when the same cannot be had again, and goes when something else cannot', async () => {
    for (const same of [true, false]) {
      const latest = new Latest<string>({ same });
      await latest.take(Promise.resolve(failure('unreachable', true)));
      expect(latest.get()).to.deep.include({ kind: 'failed' });
      await latest.take(Promise.resolve(ok('there')));
      await latest.take(Promise.resolve(failure('unreachable', true)));
      expect(latest.get().kind).to.equal(same ? 'ready' : 'failed');
    }
  });

  it('is forgotten when somebody else signs in, also what is on its way', async () => {
    const latest = new Latest<string>();
    const late = call();
    void latest.take(late.promise);
    latest.clear();
    late.resolve(ok('late'));
    await settle();
    expect(latest.get().kind).to.equal('loading');
  });
});
