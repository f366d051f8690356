"""Reads Lockweir's native envelope, format 1 (docs/wire-format.md), with a keyset: the whole of it, to be ported.

    python3 read_envelope.py keyset.json --namespace bank --path email 4QGgoaKjpKWmp+EQ1dUWyD4DXu0AAQ...
    python3 read_envelope.py keyset.json --domain customer --type 5 4QI79pmTPrR/...
    With suite 03 also, for each clear field of the row: --row status=08616374697665 (path=plaintext in hex)
"""
import argparse, base64, hmac, json, re, struct, uuid
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

def fail(why): raise ValueError(why)
def lp(data): return struct.pack(">H", len(data)) + data
def utf8(text): return text.encode("utf-8", "strict")

def hkdf(key, salt, label, scope, length):
    info = b"lockweir/1 " + label + b"\0" + scope
    return HKDF(hashes.SHA256(), length, salt or None, info).derive(key)

def keyset_keys(text):                      # section 3.3: the raw bytes of every ENABLED key of a Tink keyset
    def raw(proto):                         # protobuf: the key is the last length-delimited field of each key type
        at = 0
        while at < len(proto):
            size = proto[at + 1] if proto[at] & 7 == 2 else 0
            key, at = proto[at + 2:at + 2 + size], at + 2 + size
        return key
    return [raw(base64.b64decode(k["keyData"]["value"])) for k in json.loads(text)["key"] if k["status"] == "ENABLED"]

def path_steps(text):                       # section 5: `items[*].a{*}` as n ‖ steps
    found = re.findall(r"\.?(?:([^.`\[{]+)|`((?:\\[\\`]|[^`])*)`|(\[\*\]|\{\*\}|\{key\}))", text)
    steps = [{"[*]": b"A", "{*}": b"V", "{key}": b"K"}[mark] if mark else b"F" + lp(utf8(name or re.sub(r"\\([\\`])", r"\1", quoted)))
             for name, quoted, mark in found]
    return bytes([len(steps)]) + b"".join(steps)

def row_binding(fields):                    # section 5, suite 03: clear fields as {path: plaintext encoding}
    rows = sorted(((path_steps(path), plain) for path, plain in fields.items()), key=lambda each: each[0][1:])
    return bytes([len(rows)]) + b"".join(steps + struct.pack(">I", len(plain)) + plain for steps, plain in rows)

def data_key(keys, dek_id, scope):          # sections 3.3 and 3.5: derive from each key, compare the id, refuse zeros
    for key in keys:
        join = scope[0] == 2
        dek = hkdf(key, b"", b"join", scope, 32) if join else hkdf(key, dek_id[:8], b"writer", scope, 32)
        made = hkdf(dek, b"", b"id", scope, 16)
        if dek != bytes(32) and hmac.compare_digest(made if join else dek_id[:8] + made[:8], dek_id): return dek
    fail("unknown data key")

def open_envelope(keys, envelope, namespace=None, part="V", path="", row=None, domain=None, join_type=8, normaliser=0):
    suite, dek_id = envelope[1], envelope[2:18]
    if envelope[0] != 0xE1 or len(envelope) < (35 if suite == 2 else 47): fail("no envelope of this format")
    if suite != (2 if domain else 1 if row is None else 3): fail("not of the suite that is configured for the field")
    scope = bytes([suite]) + (lp(utf8(domain)) + bytes([join_type, normaliser]) if domain else lp(utf8(namespace)))
    cipher_key = hkdf(data_key(keys, dek_id, scope), b"", b"enc", scope, 64 if suite == 2 else 32)
    if suite == 2: return AESSIV(cipher_key).decrypt(envelope[18:], [envelope[:18]])
    bound = envelope[:18] + utf8(part) + path_steps(path) + (row_binding(row) if suite == 3 else b"")
    return AESGCM(cipher_key).decrypt(envelope[18:30], envelope[30:], bound)

def value(plaintext):                       # section 6; an unknown schema shows as its fingerprint
    kind, body = plaintext[0], plaintext[1:]
    if kind & 0x80: body = body.rstrip(b"\0")[:-1] if body.rstrip(b"\0")[-1:] == b"\x80" else fail("bad padding")
    if kind & 0x40: body = body[8:]
    result, rest = item(kind & 0x3F, body, len(body))
    return result if not rest else fail("bytes left over")

NUMBERS = {2: ">b", 3: ">h", 4: ">i", 5: ">q", 6: ">f", 7: ">d", 0xB: ">i", 0xC: ">i", 0xD: ">q"}

def item(kind, body, size=None, depth=0):
    if depth > 64: fail("nested too deeply")
    if kind == 0: return None, body
    if kind == 1: return (body[0] == 1 if body[0] < 2 else fail("bad boolean")), body[1:]
    if kind in NUMBERS:                     # dates, times and timestamps stay days and milliseconds
        return struct.unpack_from(NUMBERS[kind], body)[0], body[struct.calcsize(NUMBERS[kind]):]
    if kind == 0xE: return str(uuid.UUID(bytes=body[:16])), body[16:]
    if kind in (8, 9, 0xA, 0x20):
        if size is None: size, body = int.from_bytes(body[:4], "big"), body[4:]
        if size > len(body): fail("a length beyond the end")
        data, rest = body[:size], body[size:]
        if kind == 8: return data.decode("utf-8", "strict"), rest
        if kind != 0xA: return data.hex(), rest
        return f"{int.from_bytes(data[4:], 'big', signed=True)}E{-struct.unpack_from('>i', data)[0]}", rest
    width = 2 if kind == 0x12 else 4
    count, body, entries = int.from_bytes(body[:width], "big"), body[width:], []
    if kind not in (0x10, 0x11, 0x12) or count > len(body): fail("an unknown type, or a count beyond the end")
    for _ in range(count):
        if kind == 0x12:
            size = int.from_bytes(body[:2], "big")
            name, body = body[2:2 + size].decode(), body[2 + size:]
        if kind == 0x11: name, body = item(body[0], body[1:], None, depth + 1)
        each, body = item(body[0], body[1:], None, depth + 1)
        entries.append(each if kind == 0x10 else (name, each))
    return (entries if kind == 0x10 else dict(entries)), body

if __name__ == "__main__":
    options = argparse.ArgumentParser()
    for name in ("keyset", "envelope", "--namespace", "--domain", "--path"): options.add_argument(name, default="")
    for name, default in (("--part", "V"), ("--type", "8"), ("--normaliser", "0")): options.add_argument(name, default=default)
    options.add_argument("--row", action="append")
    o = options.parse_args()
    row = {path: bytes.fromhex(plain) for path, plain in (each.rsplit("=", 1) for each in o.row)} if o.row else None
    print(value(open_envelope(keyset_keys(open(o.keyset).read()), base64.b64decode(o.envelope, validate=True),
                              o.namespace, o.part, o.path, row, o.domain, int(o.type, 16), int(o.normaliser))))
