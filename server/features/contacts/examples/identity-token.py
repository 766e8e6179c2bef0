import base64, hashlib, hmac, json, os, time, uuid

def part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

def identity_token(user) -> str:
    header = part(json.dumps({"alg": "HS256", "typ": "JWT", "kid": "{{key}}"}).encode())
    claims = part(json.dumps({"sub": str(user["id"]), "name": user["name"], "email": user.get("email"),
        "aud": "{{portal}}", "exp": int(time.time()) + 120, "jti": str(uuid.uuid4())}).encode())
    signature = hmac.new(os.environ["SUPPORT_SECRET"].encode(), f"{header}.{claims}".encode(), hashlib.sha256)
    return f"{header}.{claims}.{part(signature.digest())}"
