#!/bin/sh
# Runs in the setup container: certificates, a keyset, a bucket, the plugins. What is there already is kept.
set -eu
apk add --no-cache openssl >/dev/null

certificates=/lockweir/certificates
if [ ! -f "$certificates/server.pem" ]; then
  mkdir -p "$certificates"
  cd "$certificates"
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=Lockweir demo authority" -keyout ca.key -out ca.pem 2>/dev/null
  openssl req -newkey rsa:2048 -nodes -subj "/CN=postgres" -keyout server.key -out server.csr 2>/dev/null
  printf 'subjectAltName=DNS:postgres,DNS:localhost,IP:127.0.0.1\n' > server.ext
  openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile server.ext -out server.pem 2>/dev/null
  rm ca.key server.csr server.ext
  # PostgreSQL, user 999 of its image, reads no key that others may read.
  chown 999:999 server.key
  chmod 600 server.key
fi

# A Tink keyset of one AES-256-GCM key, in clear: for a laptop, not for a bank.
keyset=/keyset/keyset.json
if [ ! -f "$keyset" ]; then
  mkdir -p "${keyset%/*}"
  key=$( (printf '\032\040'; head -c 32 /dev/urandom) | base64 | tr -d '\n')
  printf '{"primaryKeyId":1,"key":[{"keyId":1,"status":"ENABLED","outputPrefixType":"TINK","keyData":{%s,%s,"value":"%s"}}]}\n' \
    '"typeUrl":"type.googleapis.com/google.crypto.tink.AesGcmKey"' '"keyMaterialType":"SYMMETRIC"' "$key" > "$keyset"
fi

mkdir -p /objects/lake
chmod -R a+rwX /objects

rm -rf /plugins/*
for zip in /zips/lockweir-*.zip; do
  unzip -q "$zip" -d /plugins
done
ls /plugins
