package io.lockweir.kmsserver.aws;

import io.lockweir.kmsserver.Aead;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A symmetric key in one region. Keys of one multi-Region id share their material.
 *
 * @param id the last part of the ARN
 * @param versions the material of each rotation, the newest last
 */
record KmsKey(String region, String id, List<byte[]> versions) {

    static KmsKey create(String region, String id) {
        return new KmsKey(region, id, new CopyOnWriteArrayList<>(List.of(Aead.newKey())));
    }

    KmsKey replica(String otherRegion) {
        return new KmsKey(otherRegion, id, versions);
    }

    boolean isMultiRegion() {
        return id.startsWith("mrk-");
    }

    String arn() {
        return "arn:aws:kms:" + region + ":000000000000:key/" + id;
    }

    void rotate() {
        versions.add(Aead.newKey());
    }

    /** The blob names its key, as AWS's does: {@code u8 length, key id, u32 version, sealed}. */
    byte[] encrypt(byte[] plaintext, Map<String, String> context) {
        int version = versions.size() - 1;
        byte[] name = id.getBytes(StandardCharsets.US_ASCII);
        byte[] sealed = Aead.seal(versions.get(version), plaintext, associatedData(context));
        return ByteBuffer.allocate(1 + name.length + 4 + sealed.length)
                .put((byte) name.length)
                .put(name)
                .putInt(version)
                .put(sealed)
                .array();
    }

    Optional<byte[]> decrypt(byte[] blob, Map<String, String> context) {
        ByteBuffer in = ByteBuffer.wrap(blob);
        in.position(1 + keyIdOf(blob).length());
        int version = in.remaining() < 4 ? -1 : in.getInt();
        if (version < 0 || version >= versions.size()) {
            return Optional.empty();
        }
        byte[] sealed = new byte[in.remaining()];
        in.get(sealed);
        return Aead.open(versions.get(version), sealed, associatedData(context));
    }

    /** The key id that a blob was made with, or an empty text. */
    static String keyIdOf(byte[] blob) {
        int length = blob.length == 0 ? 0 : blob[0] & 0xff;
        return blob.length <= length ? "" : new String(blob, 1, length, StandardCharsets.US_ASCII);
    }

    private static byte[] associatedData(Map<String, String> context) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new TreeMap<>(context).forEach((name, value) -> {
            for (String part : List.of(name, value)) {
                byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
                bytes.writeBytes(ByteBuffer.allocate(4 + utf8.length)
                        .putInt(utf8.length)
                        .put(utf8)
                        .array());
            }
        });
        return bytes.toByteArray();
    }
}
