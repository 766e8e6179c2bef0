<?php
declare(strict_types=1);

function part(string $bytes): string { return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '='); }

function identity_token(array $user): string {
    $header = part(json_encode(['alg' => 'HS256', 'typ' => 'JWT', 'kid' => '{{key}}']));
    $claims = part(json_encode(['sub' => (string) $user['id'], 'name' => $user['name'], 'email' => $user['email'] ?? null,
        'aud' => '{{portal}}', 'exp' => time() + 120, 'jti' => bin2hex(random_bytes(16))]));
    $signature = hash_hmac('sha256', "$header.$claims", getenv('SUPPORT_SECRET'), true);
    return "$header.$claims." . part($signature);
}
