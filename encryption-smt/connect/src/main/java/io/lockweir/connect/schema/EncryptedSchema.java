package io.lockweir.connect.schema;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The schema of an encrypted field: text or bytes, with the original schema written flat into parameters that begin with
 * {@value #PREFIX}, so that a reader restores it without configuration.
 *
 * <p>The parameters travel in clear and may be tampered with. Type, name, version, parameters and children are
 * authenticated by the fingerprint inside the ciphertext; <em>default and documentation are not</em>. The encrypted field
 * itself never has a default, since a default would stand in clear where ciphertext is expected.
 */
public final class EncryptedSchema {
    /** Every parameter of ours begins so. */
    public static final String PREFIX = "lockweir.";
    /** Present on every encrypted field; its value is the version of this parameter format and the {@link SchemaHead}. */
    public static final String MARK = PREFIX + "encrypted";

    private static final String FORMAT = "1 ";

    private EncryptedSchema() {}

    /** Whether the field carries our mark, in whatever format version. */
    public static boolean isEncrypted(@Nullable Schema schema) {
        return schema != null
                && schema.parameters() != null
                && schema.parameters().containsKey(MARK);
    }

    /**
     * The schema that a field has once it is encrypted.
     *
     * @param original the schema of the clear field
     * @param type {@code STRING} for base64 text or {@code BYTES}
     */
    public static Schema of(Schema original, Schema.Type type) {
        if (type != Schema.Type.STRING && type != Schema.Type.BYTES) {
            throw new IllegalArgumentException("An encrypted field is text or bytes, not " + type);
        }
        Map<String, String> parameters = new HashMap<>();
        parameters.put(MARK, FORMAT + SchemaHead.of(original).text());
        SchemaText.write(PREFIX, original, parameters);
        SchemaBuilder encrypted = SchemaBuilder.type(type).parameters(parameters);
        if (original.doc() != null) {
            encrypted.doc(original.doc());
        }
        // A required field with a default may hold null, which the encrypted field without default has to carry.
        if (original.isOptional() || original.defaultValue() != null) {
            encrypted.optional();
        }
        return encrypted.build();
    }

    /**
     * The original schema, from the parameters.
     *
     * @param encrypted a schema for which {@link #isEncrypted} holds
     * @throws BadSchemaParametersException when the parameters are incomplete, contradictory or of an unknown format
     */
    public static Schema original(Schema encrypted) {
        Map<String, String> parameters = encrypted.parameters();
        String mark = parameters == null ? null : parameters.get(MARK);
        if (parameters == null || mark == null || !mark.startsWith(FORMAT)) {
            throw new BadSchemaParametersException("parameter " + MARK + " is not of format 1");
        }
        return SchemaText.read(
                SchemaHead.parse(mark.substring(FORMAT.length()), MARK), PREFIX, parameters, encrypted.doc());
    }
}
