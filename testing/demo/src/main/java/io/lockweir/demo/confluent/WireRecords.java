package io.lockweir.demo.confluent;

import io.lockweir.demo.canary.Canaries;
import io.lockweir.demo.canary.Canary;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Random records, the same for a seed, with canaries in the secret columns. Not thread-safe. */
final class WireRecords {
    private static final int ONE_CANARY_IN = 40;
    private static final List<String> WORDS = List.of(
            "Zoë Müller",
            "Łukasz Żółć",
            "李小龍",
            "Дмитрий",
            "محمد علي",
            "O'Brien \"Bob\"",
            "tab\tand\nnewline",
            "",
            "rent");

    private final SplittableRandom random;
    private final Map<WireTable, Map<String, List<Canary>>> canaries = new EnumMap<>(WireTable.class);
    private final Map<String, Integer> asked = new HashMap<>();

    WireRecords(long seed) {
        this.random = new SplittableRandom(seed);
        SplittableRandom tokens = random.split();
        for (WireTable table : WireTable.values()) {
            Map<String, List<Canary>> byColumn = new HashMap<>();
            table.secrets().forEach((column, kind) -> {
                List<Canary> own = new ArrayList<>();
                for (int i = 0; i < Canaries.PER_COLUMN; i++) {
                    own.add(new Canary(table.tableName() + "." + column, kind, Canaries.token(kind, tokens)));
                }
                byColumn.put(column, own);
            });
            canaries.put(table, byColumn);
        }
    }

    List<Canary> canaries() {
        return canaries.values().stream()
                .flatMap(byColumn -> byColumn.values().stream())
                .flatMap(List::stream)
                .toList();
    }

    GenericRecord next(WireTable table, long id) {
        GenericRecord record = new GenericData.Record(table.avro());
        for (Schema.Field field : table.avro().getFields()) {
            record.put(field.pos(), value(table, field, id));
        }
        return record;
    }

    private @Nullable Object value(WireTable table, Schema.Field field, long id) {
        return switch (field.schema().getType()) {
            case LONG -> field.name().equals("id") ? id : random.nextLong(-1_000_000, 1_000_000);
            case BOOLEAN -> random.nextBoolean();
            case BYTES -> ByteBuffer.wrap(bytes(table, field.name()));
            case ARRAY -> {
                List<String> texts = new ArrayList<>();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    texts.add(text(table, field.name()));
                }
                yield texts;
            }
            case UNION -> random.nextInt(5) == 0 ? null : text(table, field.name());
            default -> field.name().equals("currency") ? "EUR" : text(table, field.name());
        };
    }

    /** The first ones of a column are its canaries, so that none stays unplanted. */
    private int canary(String column) {
        int number = asked.merge(column, 1, Integer::sum) - 1;
        return number < Canaries.PER_COLUMN || random.nextInt(ONE_CANARY_IN) == 0 ? number : -1;
    }

    private Canary token(WireTable table, String column, int number) {
        List<Canary> own = canaries.getOrDefault(table, Map.of()).getOrDefault(column, List.of());
        return own.get(Math.floorMod(number, own.size()));
    }

    private String text(WireTable table, String column) {
        int number = canary(table + column);
        String word = WORDS.get(random.nextInt(WORDS.size()));
        return number < 0
                ? word + random.nextInt(100_000)
                : word + token(table, column, number).token();
    }

    private byte[] bytes(WireTable table, String column) {
        int number = canary(table + column);
        if (number >= 0) {
            return HexFormat.of().parseHex(token(table, column, number).token());
        }
        byte[] bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        return bytes;
    }
}
