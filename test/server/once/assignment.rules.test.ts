import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  nextCandidate,
  type Automatic,
  type Candidate,
} from '../../../server/features/requests/assignment.rules.ts';

const companies = ['north', 'south'];
const candidate: fc.Arbitrary<Candidate> = fc.record({
  id: fc.string({ minLength: 1, maxLength: 3 }),
  name: fc.constant('Somebody'),
  access: fc.oneof(fc.constant('all' as const), fc.subarray(companies)),
  chats: fc.nat(4),
  lastTurn: fc.nat(9),
});
const candidates = fc.uniqueArray(candidate, { selector: ({ id }) => id, maxLength: 6 });
const request = fc.record({
  companyId: fc.constantFrom(...companies),
  returnedBy: fc.option(fc.string({ minLength: 1, maxLength: 3 })),
});
const how = fc.constantFrom<Automatic>('round-robin', 'least-busy');

test('[G24] only who has access and room, and did not give it back; nobody only where there is nobody', () => {
  fc.assert(
    fc.property(how, candidates, request, fc.integer({ min: 1, max: 5 }), (how, all, wanted, capacity) => {
      const may = all.filter(
        ({ id, access, chats }) =>
          (access === 'all' || access.includes(wanted.companyId)) &&
          chats < capacity &&
          id !== wanted.returnedBy,
      );
      const found = nextCandidate(how, all, wanted, capacity);
      if (!found) return assert.deepEqual(may, []);
      assert.ok(may.includes(found));
      const key = ({ chats, lastTurn }: Candidate) =>
        how === 'round-robin' ? [lastTurn] : [chats, lastTurn];
      for (const other of may) assert.ok(key(found).join() <= key(other).join(), 'somebody else is first');
    }),
  );
});

test('[G24] in turn, each of several who have room has the same number of chats, or one more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.nat(40), (people, requests) => {
      const all = Array.from({ length: people }, (_, index) => ({
        id: `t${index}`,
        name: '',
        access: 'all' as const,
        chats: 0,
        lastTurn: 0,
      }));
      for (let turn = 1; turn <= requests; turn += 1) {
        const next = nextCandidate('round-robin', all, { companyId: 'north', returnedBy: null }, 50)!;
        next.chats += 1;
        next.lastTurn = turn;
      }
      const counts = all.map(({ chats }) => chats);
      assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, counts.join());
    }),
  );
});
