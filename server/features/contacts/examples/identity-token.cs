using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

public static class Support
{
    static string Part(byte[] bytes) => Base64Url.EncodeToString(bytes); // .NET 9 and later

    public static string IdentityToken(string id, string name, string email)
    {
        var header = Part(JsonSerializer.SerializeToUtf8Bytes(new { alg = "HS256", typ = "JWT", kid = "{{key}}" }));
        var claims = Part(JsonSerializer.SerializeToUtf8Bytes(new { sub = id, name, email, aud = "{{portal}}",
            exp = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 120, jti = Guid.NewGuid().ToString() }));
        var secret = Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("SUPPORT_SECRET")!);
        var signature = HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{header}.{claims}"));
        return $"{header}.{claims}.{Part(signature)}";
    }
}
