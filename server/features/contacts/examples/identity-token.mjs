import { createHmac, randomUUID } from 'node:crypto';

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

export function identityToken(user) {
  const now = Math.floor(Date.now() / 1000);
  const header = part({ alg: 'HS256', typ: 'JWT', kid: '{{key}}' });
  const claims = part({
    sub: String(user.id),
    name: user.name,
    email: user.email,
    aud: '{{portal}}',
    exp: now + 120,
    jti: randomUUID(),
  });
  const signature = createHmac('sha256', process.env.SUPPORT_SECRET).update(`${header}.${claims}`);
  return `${header}.${claims}.${signature.digest('base64url')}`;
}
