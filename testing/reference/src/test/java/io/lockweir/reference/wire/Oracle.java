package io.lockweir.reference.wire;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Computes every derived line of an example from its inputs, as sections 2 to 5 of the page say. */
final class Oracle {

    /** {@code [*]}, {@code {*}}, a name in back quotes, a name without. */
    private static final Pattern STEP = Pattern.compile("\\[\\*]|\\{\\*}|`[^`]+`|[^.\\[{`]+");

    /** Begins the lines with the fields of the row that a value is bound to. */
    private static final String BOUND = "bind ";

    private final Example example;

    Oracle(Example example) {
        this.example = example;
    }

    /** Name of a line to its bytes. */
    Map<String, byte[]> derived() throws GeneralSecurityException {
        Map<String, byte[]> lines = new LinkedHashMap<>();
        byte[] scope = scope();
        lines.put("S", scope);
        byte[] dek = dek(scope);
        lines.put("dek", dek);
        byte[] id = Hkdf.derive(dek, new byte[0], Bytes.label("id").add(scope).toArray(), 16);
        lines.put("id", id);
        byte[] dekId = gcm()
                ? new Bytes().add(example.bytes("w")).add(Arrays.copyOf(id, 8)).toArray()
                : id;
        lines.put("dekId", dekId);
        byte[] key = Hkdf.derive(dek, new byte[0], Bytes.label("enc").add(scope).toArray(), gcm() ? 32 : 64);
        lines.put("encryption key", key);
        if (bound()) {
            lines.put("row", row());
        }
        byte[] associated = associatedData(dekId);
        lines.put("associated data", associated);
        Bytes envelope = new Bytes().u8(0xE1).u8(example.suite()).add(dekId);
        byte[] plaintext = example.bytes("plaintext");
        lines.put(
                "envelope",
                gcm()
                        ? envelope.add(example.bytes("iv"))
                                .add(gcm(key, associated, plaintext))
                                .toArray()
                        : envelope.add(new Siv(key).encrypt(associated, plaintext))
                                .toArray());
        return lines;
    }

    static String text(byte[] envelope) {
        return Base64.getEncoder().encodeToString(envelope);
    }

    private boolean gcm() {
        return example.suite() != 2;
    }

    private boolean bound() {
        return example.suite() == 3;
    }

    private byte[] scope() {
        return gcm()
                ? new Bytes().u8(example.suite()).lp(example.text("namespace")).toArray()
                : new Bytes()
                        .u8(2)
                        .lp(example.text("domain"))
                        .add(example.bytes("domain type"))
                        .add(example.bytes("normaliser"))
                        .toArray();
    }

    private byte[] dek(byte[] scope) throws GeneralSecurityException {
        byte[] salt = gcm() ? example.bytes("w") : new byte[0];
        return Hkdf.derive(
                example.bytes("keyset key"),
                salt,
                Bytes.label(gcm() ? "writer" : "join").add(scope).toArray(),
                32);
    }

    private byte[] associatedData(byte[] dekId) {
        Bytes associated = new Bytes().u8(0xE1).u8(example.suite()).add(dekId);
        if (!gcm()) {
            return associated.toArray();
        }
        String path = example.text("path");
        associated.add(Bytes.utf8(example.text("part"))).u8(names(path).size()).add(steps(path));
        return (bound() ? associated.add(row()) : associated).toArray();
    }

    /** What suite 03 adds: the fields of the row, by the bytes of their steps. */
    private byte[] row() {
        List<String> paths = example.lines().keySet().stream()
                .filter(name -> name.startsWith(BOUND))
                .map(name -> name.substring(BOUND.length()))
                .sorted((one, other) -> Arrays.compareUnsigned(steps(one), steps(other)))
                .toList();
        Bytes row = new Bytes().u8(paths.size());
        for (String path : paths) {
            byte[] plaintext = example.bytes(BOUND + path);
            row.u8(names(path).size()).add(steps(path)).u32(plaintext.length).add(plaintext);
        }
        return row.toArray();
    }

    private static List<String> names(String path) {
        return STEP.matcher(path).results().map(MatchResult::group).toList();
    }

    private static byte[] steps(String path) {
        Bytes steps = new Bytes();
        for (String step : names(path)) {
            switch (step) {
                case "[*]" -> steps.u8('A');
                case "{*}" -> steps.u8('V');
                default -> steps.u8('F').lp(step.replace("`", ""));
            }
        }
        return steps.toArray();
    }

    private byte[] gcm(byte[] key, byte[] associated, byte[] plaintext) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, example.bytes("iv")));
        cipher.updateAAD(associated);
        return cipher.doFinal(plaintext);
    }
}
