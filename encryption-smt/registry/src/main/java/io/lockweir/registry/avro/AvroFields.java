package io.lockweir.registry.avro;

import io.lockweir.registry.rule.EncryptionRules;
import io.lockweir.registry.rule.FieldCipher;
import io.lockweir.registry.rule.Metadata;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * The fields of one schema that its rules mean, compiled once. A field is meant if a rule has one of its tags, inline
 * ({@code "confluent:tags"} on the field) or in the metadata, by its full name {@code RecordFullName.field}. Texts and bytes are encrypted,
 * elements of arrays and values of maps one by one; nulls stay null. Safe for many threads.
 */
public final class AvroFields {
    private final Node root;
    private final boolean empty;
    private final List<String> clearBranches;

    private AvroFields(Node root, boolean empty, List<String> clearBranches) {
        this.root = root;
        this.empty = empty;
        this.clearBranches = List.copyOf(clearBranches);
    }

    /**
     * Compiles.
     *
     * @param schema of a record: the writer's in writing, the reader's in reading
     * @throws IllegalArgumentException naming the field, if one has tags that no rule means, or that can't be encrypted
     */
    public static AvroFields of(Schema schema, EncryptionRules rules, Metadata metadata, ClearBranches clearBranches) {
        Compilation compilation = new Compilation(rules, metadata, clearBranches);
        Node root = compilation.root(schema);
        return new AvroFields(root, !compilation.hasLeaf(), compilation.passed());
    }

    /** Fields with tags of which some values pass as they are. */
    public List<String> clearBranches() {
        return clearBranches;
    }

    /** Whether no field is meant. */
    public boolean isEmpty() {
        return empty;
    }

    /**
     * A record with its fields encrypted, or decrypted, as the rules' direction has it.
     *
     * @param record left as it is
     * @param cipher of the same direction
     * @throws IllegalArgumentException if a value is not of its schema's type
     * @throws io.lockweir.encryption.failure.EnvelopeException if a value can't be encrypted or decrypted
     */
    public GenericRecord turned(GenericRecord record, FieldCipher cipher) {
        if (root.turned(record, cipher) instanceof GenericRecord turned) {
            return turned;
        }
        throw new IllegalStateException("A record became something else");
    }
}
