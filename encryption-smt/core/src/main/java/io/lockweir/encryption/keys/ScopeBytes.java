package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.Suite;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.Normaliser;
import io.lockweir.encryption.value.ValueType;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** Reads the {@code S} of the specification back. */
final class ScopeBytes {
    private ScopeBytes() {}

    /**
     * The scope of its encoded form.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Scope decode(byte[] encoded) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(encoded);
            int suite = Byte.toUnsignedInt(bytes.get());
            String name = name(bytes);
            Scope scope;
            if (suite == Suite.AES_256_SIV.code()) {
                ValueType type = type(bytes.get());
                scope = new Scope.Join(new JoinDomain(name, type, normaliser(bytes.get())));
            } else {
                scope = suite == Suite.AES_256_GCM_ROW.code() ? new Scope.Row(name) : new Scope.Namespace(name);
            }
            // Also refuses a suite that has no scope, and bytes that follow.
            if (!Arrays.equals(scope.encoded(), encoded)) {
                throw malformed();
            }
            return scope;
        } catch (BufferUnderflowException | CharacterCodingException e) {
            throw malformed();
        }
    }

    private static String name(ByteBuffer bytes) throws CharacterCodingException {
        int length = Short.toUnsignedInt(bytes.getShort());
        if (length > bytes.remaining()) {
            throw malformed();
        }
        byte[] utf8 = new byte[length];
        bytes.get(utf8);
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }

    private static ValueType type(byte code) {
        return Stream.of(ValueType.values())
                .filter(type -> type.code() == code)
                .findFirst()
                .orElseThrow(ScopeBytes::malformed);
    }

    private static Normaliser normaliser(byte code) {
        return Stream.of(Normaliser.values())
                .filter(normaliser -> normaliser.code() == code)
                .findFirst()
                .orElseThrow(ScopeBytes::malformed);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("A scope is neither a namespace nor a join domain this version knows");
    }
}
