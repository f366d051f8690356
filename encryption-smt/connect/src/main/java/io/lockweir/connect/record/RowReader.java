package io.lockweir.connect.record;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of rows of one schema one by one, decrypted, where a whole clear row is of no use: it need not be built, and
 * is nowhere. For one thread, like the {@link RecordDecryptor} it comes from.
 */
public final class RowReader {
    private final StructConversion conversion;
    private final int[] sources;

    RowReader(StructConversion conversion) {
        this.conversion = conversion;
        this.sources = conversion.sources();
    }

    /** Schema of the row in clear. */
    public Schema schema() {
        return conversion.target();
    }

    /** Whether reading a field of {@link #schema()} is more than a copy. */
    public boolean converts(Field field) {
        return conversion.converts(sources[field.index()]);
    }

    /**
     * The row as it is, once it is known to be of the schema this reader was made for.
     *
     * @throws FieldException if it is of another one
     */
    public Struct checked(Object row) {
        return conversion.checked(row);
    }

    /**
     * One field in clear; null stays null, whatever the schema's default.
     *
     * @param row as {@link #checked} gave it
     * @param field of {@link #schema()}
     * @throws FieldException if it can't be decrypted, with its reason
     * @throws Outdated if its type turns out to be another one: the row has to go through {@link RecordDecryptor#decrypt}
     */
    public @Nullable Object read(Struct row, Field field) {
        try {
            return conversion.read(row, sources[field.index()]);
        } catch (LostSchemas.Learnt learnt) {
            throw new Outdated();
        }
    }

    /** Not a failure of the record: the reader does not serve it. */
    public static final class Outdated extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Outdated() {
            super("A field's type was learnt", null, false, false);
        }
    }
}
