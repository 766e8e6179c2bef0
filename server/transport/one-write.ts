import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * What comes for one WebSocket in one turn of the event loop leaves in one write to the system. After a group of
 * messages was committed each room hears of several at once, and a call to the system costs as much as all else about
 * a frame. Nothing waits longer than for the rest of its turn.
 */
export const writeOncePerTurn = (http: Server): void =>
  void http.on('upgrade', (_request, socket: Socket) => {
    const write = socket.write.bind(socket) as (...given: unknown[]) => boolean;
    let answered = false;
    let held = false;
    const release = (): void => {
      held = false;
      socket.uncork();
    };
    socket.write = ((...given: unknown[]) => {
      // The answer to the handshake goes at once: after a refusal the connection is cut without waiting for a turn.
      if (answered && !held) {
        held = true;
        socket.cork();
        process.nextTick(release);
      }
      answered = true;
      return write(...given);
    }) as Socket['write'];
  });
