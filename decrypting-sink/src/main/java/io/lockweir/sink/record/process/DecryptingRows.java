package io.lockweir.sink.record.process;

import io.lockweir.connect.record.FieldException;
import io.lockweir.connect.record.RowReader;
import io.lockweir.connect.record.SchemaCache;
import io.lockweir.sink.record.convert.SchemaConverters;
import io.lockweir.sink.record.convert.StructConverter;
import io.lockweir.sink.record.flatten.RowImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.types.Types;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Rows of records with schema: decrypted and converted field by field, so that no clear copy of the record is made. Where the
 * plan of a schema needs the whole row, it is decrypted first and converted then.
 */
final class DecryptingRows {
    private final ImageDecryptor decryptor;
    private final SchemaConverters converters;
    private final Types.StructType type;
    private final Set<String> reserved;
    private final SchemaCache<StructConverter> clearRows = new SchemaCache<>();
    private final Map<String, SchemaCache<OnePass>> byTopic = new HashMap<>();

    /** @param reserved columns that others fill */
    DecryptingRows(ImageDecryptor decryptor, SchemaConverters converters, Types.StructType type, Set<String> reserved) {
        this.decryptor = decryptor;
        this.converters = converters;
        this.type = type;
        this.reserved = Set.copyOf(reserved);
    }

    /** @throws io.lockweir.sink.record.convert.Refusal if a field is not what policy and table say */
    GenericRecord row(String topic, Schema schema, RowImage image) {
        if (decryptor.passes()) {
            // Nothing to decrypt, but a field marked as encrypted must be noticed; once per schema is enough.
            return clearRows
                    .get(schema, unseen -> {
                        decryptor.decrypt(topic, image);
                        return compile(unseen);
                    })
                    .convert(image.value());
        }
        OnePass onePass = byTopic.computeIfAbsent(topic, unseen -> new SchemaCache<>())
                .get(schema, unseen -> onePass(topic, unseen));
        GenericRecord row = onePass.row(image.value());
        return row == null ? inTwo(topic, image) : row;
    }

    private GenericRecord inTwo(String topic, RowImage image) {
        SchemaAndValue clear = decryptor.decrypt(topic, image);
        return clearRows.get(clear.schema(), this::compile).convert(clear.value());
    }

    private StructConverter compile(Schema schema) {
        return StructConverter.compile(converters, "", schema, type, reserved);
    }

    private OnePass onePass(String topic, Schema schema) {
        RowReader reader = decryptor.reader(topic, schema);
        return new OnePass(reader, reader == null ? null : compile(reader.schema()));
    }

    /** Rows of one schema of one topic. */
    private final class OnePass {
        private @Nullable RowReader reader;
        private final @Nullable StructConverter converter;
        /** Without a column, yet to be looked at: what has to be encrypted has to be so even where nobody writes it. */
        private final List<Field> unwritten;

        OnePass(@Nullable RowReader reader, @Nullable StructConverter converter) {
            this.reader = reader;
            this.converter = converter;
            this.unwritten = reader == null
                    ? List.of()
                    : reader.schema().fields().stream()
                            .filter(field ->
                                    converters.columns().find(type, field.name()) == null && reader.converts(field))
                            .toList();
        }

        /** Null if it can't be had in one pass. */
        @Nullable
        GenericRecord row(Object value) {
            RowReader fields = reader;
            if (fields == null || converter == null) {
                return null;
            }
            try {
                Struct struct = fields.checked(value);
                GenericRecord row = converter.convert(struct, fields::read);
                for (Field field : unwritten) {
                    fields.read(struct, field);
                }
                return row;
            } catch (FieldException e) {
                throw decryptor.refused(e);
            } catch (RowReader.Outdated e) {
                // A converter lost this schema's parameters: its types are learnt from the values, row by row.
                reader = null;
                return null;
            }
        }
    }
}
