import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { test } from 'node:test';
import { writeOncePerTurn } from '../../../server/transport/one-write.ts';

/** A connection that notes what each write to the system carries. */
class Connection extends Writable {
  readonly writes: string[] = [];

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.writes.push(chunk.toString());
    done();
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.writes.push(chunks.map(({ chunk }) => chunk.toString()).join(' '));
    done();
  }
}

const upgraded = (): Connection => {
  const server = createServer();
  writeOncePerTurn(server);
  const connection = new Connection();
  server.emit('upgrade', {}, connection);
  connection.write('101');
  return connection;
};

test('frames of one turn leave in one write, those of the next in another, in order', async () => {
  const connection = upgraded();
  connection.write('one');
  await Promise.resolve();
  connection.write('two');
  // As the library does it: head and body of a frame.
  connection.cork();
  connection.write('three');
  connection.write('four');
  connection.uncork();
  assert.deepEqual(connection.writes, ['101']);
  await nextTurn();
  connection.write('five');
  await nextTurn();
  assert.deepEqual(connection.writes, ['101', 'one two three four', 'five']);
});

test('the answer to the handshake does not wait, so that a refusal arrives before its connection is cut', () => {
  assert.deepEqual(upgraded().writes, ['101']);
});

test('what is written last before the end is sent', async () => {
  const connection = upgraded();
  connection.write('goodbye');
  connection.end();
  await new Promise((resolve) => connection.once('finish', resolve));
  assert.deepEqual(connection.writes, ['101', 'goodbye']);
});
