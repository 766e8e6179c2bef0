import type { CommandOutput } from '#protocol/index';

/**
 * Programs for a website's server that answer a token for whoever is signed in there; nothing but each language's own
 * library. The secret is read from the environment: it has no business in a source file.
 */
export const identityExamples = (
  portalId: string,
  keyId = 'THE-ID-OF-YOUR-KEY',
): CommandOutput<'identity-key:list'>['examples'] => ({
  node: `import { createHmac, randomUUID } from 'node:crypto';

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

export function identityToken(user) {
  const now = Math.floor(Date.now() / 1000);
  const header = part({ alg: 'HS256', typ: 'JWT', kid: '${keyId}' });
  const claims = part({ sub: String(user.id), name: user.name, email: user.email,
    aud: '${portalId}', exp: now + 120, jti: randomUUID() });
  const signature = createHmac('sha256', process.env.SUPPORT_SECRET).update(\`\${header}.\${claims}\`);
  return \`\${header}.\${claims}.\${signature.digest('base64url')}\`;
}
`,
  php: `<?php
function part(string $bytes): string { return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '='); }

function identity_token(array $user): string {
    $header = part(json_encode(['alg' => 'HS256', 'typ' => 'JWT', 'kid' => '${keyId}']));
    $claims = part(json_encode(['sub' => (string) $user['id'], 'name' => $user['name'], 'email' => $user['email'],
        'aud' => '${portalId}', 'exp' => time() + 120, 'jti' => bin2hex(random_bytes(16))]));
    $signature = hash_hmac('sha256', "$header.$claims", getenv('SUPPORT_SECRET'), true);
    return "$header.$claims." . part($signature);
}
`,
  python: `import base64, hashlib, hmac, json, os, time, uuid

def part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

def identity_token(user) -> str:
    header = part(json.dumps({"alg": "HS256", "typ": "JWT", "kid": "${keyId}"}).encode())
    claims = part(json.dumps({"sub": str(user["id"]), "name": user["name"], "email": user["email"],
        "aud": "${portalId}", "exp": int(time.time()) + 120, "jti": str(uuid.uuid4())}).encode())
    signature = hmac.new(os.environ["SUPPORT_SECRET"].encode(), f"{header}.{claims}".encode(), hashlib.sha256)
    return f"{header}.{claims}.{part(signature.digest())}"
`,
  dotnet: `using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

public static class Support
{
    static string Part(byte[] bytes) => Base64Url.EncodeToString(bytes); // .NET 9 and later

    public static string IdentityToken(string id, string name, string email)
    {
        var header = Part(JsonSerializer.SerializeToUtf8Bytes(new { alg = "HS256", typ = "JWT", kid = "${keyId}" }));
        var claims = Part(JsonSerializer.SerializeToUtf8Bytes(new { sub = id, name, email, aud = "${portalId}",
            exp = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 120, jti = Guid.NewGuid().ToString() }));
        var secret = Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("SUPPORT_SECRET")!);
        var signature = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{header}.{claims}"));
        return $"{header}.{claims}.{Part(signature)}";
    }
}
`,
});
