package io.lockweir.connect.record;

import io.lockweir.encryption.FieldEncryptor;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** How an encrypted field looks. */
public enum Encoding {
    /** Base64 text; bytes fields stay bytes. */
    TEXT {
        @Override
        Schema.Type typeFor(@Nullable Schema original) {
            boolean bytes = original != null
                    && original.type() == Schema.Type.BYTES
                    && !Decimal.LOGICAL_NAME.equals(original.name());
            return bytes ? Schema.Type.BYTES : Schema.Type.STRING;
        }
    },
    /** Bytes, a quarter smaller. */
    BYTES {
        @Override
        Schema.Type typeFor(@Nullable Schema original) {
            return Schema.Type.BYTES;
        }
    };

    /** The type of the encrypted field. */
    abstract Schema.Type typeFor(@Nullable Schema original);

    /** Encrypts into a type. */
    static Object encrypt(FieldEncryptor encryptor, @Nullable Object value, Schema.Type type) {
        return type == Schema.Type.BYTES ? encryptor.encrypt(value) : encryptor.encryptToText(value);
    }
}
