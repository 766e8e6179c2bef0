import { expect } from '@open-wc/testing';
import { valueOf } from '../../../widget/core/loadable.ts';
import { Records } from '../../../widget/core/records.ts';
import { ok, type Result } from '../../../widget/core/result.ts';
import { settle } from '../support/fake-clock.ts';
import { failure } from '../support/fake-transport.ts';

interface Item {
  id: string;
  name: string;
}

describe('records', () => {
  let reads: ((result: Result<readonly Item[]>) => void)[];
  let records: Records<Item>;

  const names = (): string[] | undefined => valueOf(records.get())?.map(({ name }) => name);
  const answer = async (result: Result<readonly Item[]>): Promise<void> => {
    reads.shift()!(result);
    await settle();
  };
  const item = (id: string, name = id): Item => ({ id, name });

  beforeEach(() => {
    reads = [];
    records = new Records<Item>(() => new Promise((resolve) => reads.push(resolve)));
  });

  it('are loading, then there; a failure later does not take them away', async () => {
    void records.load();
    expect(records.get().kind).to.equal('loading');
    await answer(ok([item('a')]));
    void records.load();
    await answer(failure('unreachable', true));
    expect(names()).to.deep.equal(['a']);
  });

  it('say why they could not be had at first', async () => {
    void records.load();
    await answer(failure('forbidden'));
    expect(records.get()).to.deep.include({ kind: 'failed' });
  });

  it('put a changed record in its place and a new one at the end', async () => {
    void records.load();
    await answer(ok([item('a'), item('b')]));
    await records.change(Promise.resolve(ok(item('a', 'A'))));
    await records.change(Promise.resolve(ok(item('c'))));
    expect(names()).to.deep.equal(['A', 'b', 'c']);
    expect(reads.length).to.equal(0);
  });

  it('are read again after a change when they were on their way, which may be older', async () => {
    void records.load();
    records.put(item('new'));
    await answer(ok([item('a')]));
    expect(records.get().kind).to.equal('loading');
    await answer(ok([item('a'), item('new')]));
    expect(names()).to.deep.equal(['a', 'new']);
  });

  it('are read again when the record was changed by somebody else, so that a second try starts from there', async () => {
    void records.load();
    await answer(ok([item('a')]));
    const changed = records.change(Promise.resolve(failure('stale')));
    await settle();
    await answer(ok([item('a', 'theirs')]));
    expect((await changed).ok).to.equal(false);
    expect(names()).to.deep.equal(['theirs']);
  });

  it('forget everything, also what is on its way, when somebody else signs in', async () => {
    void records.load();
    records.clear();
    await answer(ok([item('a')]));
    expect(records.get().kind).to.equal('loading');
  });
});
