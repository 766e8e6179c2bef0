import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { serve } from './serve.ts';

// The reference: a bare Socket.IO server that gives the same answers and pushes to rooms of two, and stores nothing.

const http = createServer();
const io = new Server(http, { serveClient: false, maxHttpBufferSize: 64_000 });
const last = new Map<string, number>();

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
    io.to(threadId).emit('thread:appended', { threadId, entry });
    answer({ ok: true, data: { entry } });
  });
});

http.listen(0, '127.0.0.1', () => {
  const { port } = http.address() as AddressInfo;
  serve({ port }, async () => void (await io.close()));
});
