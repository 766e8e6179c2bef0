import { expect } from '@open-wc/testing';
import { valueOf } from '../../../widget/core/loadable.ts';
import { Newest } from '../../../widget/core/newest.ts';
import { ok, type Result } from '../../../widget/core/result.ts';
import { settle } from '../support/fake-clock.ts';
import { failure } from '../support/fake-transport.ts';

interface Record {
  version: number;
  name: string;
}
type Answer = Result<Record | { same: true }>;

describe('the newest of a record', () => {
  let known: { version?: number }[];
  let answers: ((result: Answer) => void)[];
  let newest: Newest<Record>;

  const record = (version: number, name = `v${version}`): Record => ({ version, name });
  const name = (): string | undefined => valueOf(newest.get())?.name;
  const answer = async (result: Answer): Promise<void> => {
    answers.shift()!(result);
    await settle();
  };

  beforeEach(() => {
    known = [];
    answers = [];
    newest = new Newest<Record>((version) => {
      known.push(version);
      return new Promise((resolve) => answers.push(resolve));
    });
  });

  it('says which version is known, and stays as it is where that still stands', async () => {
    void newest.load();
    await answer(ok(record(3)));
    void newest.load();
    await answer(ok({ same: true }));
    expect(known).to.deep.equal([{}, { version: 3 }]);
    expect(name()).to.equal('v3');
  });

  it('drops what is older than what is shown, whichever way it comes', async () => {
    newest.accept(record(5));
    newest.accept(record(4));
    expect(name()).to.equal('v5');
    void newest.load();
    newest.accept(record(7));
    await answer(ok(record(6)));
    expect(name()).to.equal('v7');
    await newest.change(Promise.resolve(ok(record(8))));
    expect(name()).to.equal('v8');
  });

  it('says why it could not be had at first; a failure later does not take it away', async () => {
    void newest.load();
    await answer(failure('unreachable', true));
    expect(newest.get()).to.deep.include({ kind: 'failed' });
    newest.accept(record(1));
    void newest.load();
    await answer(failure('unreachable', true));
    expect(name()).to.equal('v1');
    const refused = await newest.change(Promise.resolve(failure('forbidden')));
    expect(refused.ok).to.equal(false);
    expect(name()).to.equal('v1');
  });

  it('drops what was asked for by whoever was signed in before: a reading, its failure and a change', async () => {
    void newest.load();
    newest.clear();
    await answer(ok(record(9)));
    expect(newest.get().kind).to.equal('loading');
    void newest.load();
    newest.clear();
    await answer(failure('unreachable', true));
    expect(newest.get().kind).to.equal('loading');
    const late = Promise.withResolvers<Result<Record>>();
    const changed = newest.change(late.promise);
    newest.clear();
    late.resolve(ok(record(9)));
    expect((await changed).ok).to.equal(true);
    expect(newest.get().kind).to.equal('loading');
  });

  it('begins anew when somebody else signs in, whose versions count from the start', () => {
    newest.accept(record(9));
    newest.clear();
    newest.accept(record(1));
    expect(name()).to.equal('v1');
  });
});
