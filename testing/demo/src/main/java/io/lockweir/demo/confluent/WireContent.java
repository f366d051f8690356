package io.lockweir.demo.confluent;

import io.lockweir.demo.proof.Change;
import io.lockweir.demo.proof.Fingerprint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.generic.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** A record as its writer and the lake must see it alike. */
final class WireContent {
    private WireContent() {}

    static Change written(WireTable table, GenericRecord record) {
        return change(table, record::get);
    }

    static Change found(WireTable table, Record row) {
        return change(table, row::getField);
    }

    private static Change change(WireTable table, Function<String, @Nullable Object> values) {
        List<@Nullable String> texts = new ArrayList<>();
        for (Types.NestedField field : table.lake().columns()) {
            texts.add(text(values.apply(field.name())));
        }
        return new Change(
                Fingerprint.of(List.of(table.tableName(), String.valueOf(texts.get(0)))), Fingerprint.of(texts));
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof ByteBuffer buffer) {
            return hex(buffer);
        }
        if (value instanceof List<?> list) {
            // Each behind its length: nothing flows into its neighbour.
            StringBuilder all = new StringBuilder().append(list.size());
            list.forEach(each -> all.append(' ')
                    .append(String.valueOf(each).length())
                    .append(':')
                    .append(each));
            return all.toString();
        }
        return value.toString();
    }

    static String hex(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
