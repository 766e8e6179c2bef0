import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Server } from 'socket.io';
import { serve } from './serve.ts';

// The reference: a bare Socket.IO server that gives the same answers and pushes to rooms of two, and stores nothing.
// With `durable` it stores each entry before, and does nothing else: what is waiting shares one synced transaction.

const http = createServer();
const io = new Server(http, { serveClient: false, maxHttpBufferSize: 64_000 });
const last = new Map<string, number>();

type Store = (entry: { sequence: number; commandId: string }, threadId: string, then: () => void) => void;

const folder = process.argv.includes('durable') ? mkdtempSync(join(tmpdir(), 'support-portal-echo-')) : null;

const storeIn = (file: string): Store => {
  const sqlite = new DatabaseSync(file);
  sqlite.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE entries (thread TEXT, sequence INTEGER, command TEXT UNIQUE, entry TEXT, PRIMARY KEY (thread, sequence))`);
  const insert = sqlite.prepare('INSERT INTO entries VALUES (?, ?, ?, ?)');
  let waiting: (() => void)[] = [];
  return (entry, threadId, then) => {
    if (waiting.length === 0) {
      sqlite.exec('BEGIN');
      setImmediate(() => {
        sqlite.exec('COMMIT');
        const committed = waiting;
        waiting = [];
        for (const tell of committed) tell();
      });
    }
    insert.run(threadId, entry.sequence, entry.commandId, JSON.stringify(entry));
    waiting.push(then);
  };
};
const store: Store = folder ? storeIn(join(folder, 'entries.db')) : (_entry, _threadId, then) => then();

interface Sent {
  threadId: string;
  commandId: string;
  text: string;
}

io.on('connection', (socket) => {
  const { room } = socket.handshake.query;
  if (typeof room === 'string') void socket.join(room);
  socket.on('thread:send', ({ threadId, commandId, text }: Sent, answer: (envelope: object) => void) => {
    const sequence = (last.get(threadId) ?? 0) + 1;
    last.set(threadId, sequence);
    const author = { kind: 'visitor', id: threadId, name: 'Carla' };
    const entry = { author, commandId, kind: 'message', body: { text }, sequence, at: Date.now() };
    store(entry, threadId, () => {
      io.to(threadId).emit('thread:appended', { threadId, entry });
      answer({ ok: true, data: { entry } });
    });
  });
});

http.listen(0, '127.0.0.1', () => {
  const { port } = http.address() as AddressInfo;
  serve({ port }, async () => {
    await io.close();
    if (folder) rmSync(folder, { recursive: true });
  });
});
