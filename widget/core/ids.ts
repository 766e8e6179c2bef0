/**
 * A UUID for a command, made once before the first try. It begins with the time (version 7), so that the server's
 * index of them grows at its end; 74 bits are random. Not `crypto.randomUUID`: that is missing on pages that are
 * served without TLS, and a portal can be embedded there.
 */
export function newId(): string {
  const random = crypto.getRandomValues(new Uint8Array(10));
  random[0] = (random[0]! & 0x0f) | 0x70;
  random[2] = (random[2]! & 0x3f) | 0x80;
  const time = Date.now().toString(16).padStart(12, '0');
  const hex = time + Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
