package io.lockweir.cassandra.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cassandra.connector.Expansion.Placed;
import io.lockweir.cassandra.connector.Parts.Part;
import io.lockweir.cassandra.connector.event.DeltaEvents;
import io.lockweir.cassandra.connector.event.EventSettings;
import io.lockweir.cassandra.connector.event.EventSettings.CellMetadata;
import io.lockweir.cassandra.connector.event.EventSettings.Tombstones;
import io.lockweir.cassandra.connector.event.FullEvents;
import io.lockweir.cassandra.connector.event.Origin;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.Slice;
import io.lockweir.cassandra.format.mutation.Cell;
import io.lockweir.cassandra.format.mutation.Clustering;
import io.lockweir.cassandra.format.mutation.Deletion;
import io.lockweir.cassandra.format.mutation.Liveness;
import io.lockweir.cassandra.format.mutation.PartitionUpdate;
import io.lockweir.cassandra.format.mutation.Row;
import io.lockweir.cassandra.format.mutation.RowDeletion;
import io.lockweir.cassandra.format.mutation.Unfiltered;
import io.lockweir.cassandra.format.schema.Column;
import io.lockweir.cassandra.format.schema.Column.Order;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.TableId;
import io.lockweir.cassandra.format.schema.TableSchema;
import io.lockweir.cassandra.merge.Changes;
import io.lockweir.cassandra.merge.Merge;
import io.lockweir.cassandra.merge.store.HeapRowStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A logged batch that deletes rows of three tables, half told when an operator changes what is told. */
class ExpansionTest {
    private static final LogPosition START = new LogPosition(7, 8);
    private static final SourceOffset DURING = new SourceOffset("host", START);
    private static final SourceOffset AFTER = new SourceOffset("host", new LogPosition(7, 99));
    private static final List<String> NOTES = List.of("a", "b", "c");
    private static final List<TableSchema> TABLES = List.of(table("first"), table("second"), table("third"));
    private static final Set<String> ALL = Set.of("first", "second", "third");
    private static final List<String> DELETES = List.of(
            "d first a",
            "d first b",
            "d first c",
            "d second a",
            "d second b",
            "d second c",
            "d third a",
            "d third b",
            "d third c");

    /** Which telling. */
    enum Images {
        DELTA {
            @Override
            Expansion.Telling telling(Set<String> tables, Tombstones tombstones) {
                DeltaEvents events = new DeltaEvents(settings(tombstones));
                List<PartitionUpdate> updates = TABLES.stream()
                        .map(table -> update(
                                table,
                                Deletion.NONE,
                                row -> new Row(
                                        row, Liveness.NONE, new RowDeletion(new Deletion(2, 2), false), List.of())))
                        .toList();
                return new LoggedUpdates(
                        updates,
                        update -> tables.contains(update.table().name())
                                ? events.of(update, new Origin("host", START))
                                : List.of());
            }
        },
        FULL {
            @Override
            Expansion.Telling telling(Set<String> tables, Tombstones tombstones) {
                Merge merge = new Merge(new HeapRowStore(1 << 20), 0);
                for (TableSchema table : TABLES) {
                    PartitionUpdate written = update(
                            table,
                            Deletion.NONE,
                            row -> new Row(
                                    row,
                                    new Liveness(1, Cell.NO_TTL, Cell.NO_DELETION_TIME),
                                    RowDeletion.NONE,
                                    List.of()));
                    finish(merge.apply(written, io.lockweir.cassandra.merge.Origin.LOG));
                }
                FullEvents events = new FullEvents(settings(tombstones));
                Parts parts = new Parts(IntStream.range(0, TABLES.size())
                        .filter(number -> tables.contains(TABLES.get(number).name()))
                        .mapToObj(number -> new Part(
                                number,
                                () -> merge.apply(
                                        new PartitionUpdate(
                                                TABLES.get(number),
                                                Slice.utf8("x"),
                                                new Deletion(2, 2),
                                                null,
                                                List.of()),
                                        io.lockweir.cassandra.merge.Origin.LOG))));
                return new ChangedRows(parts, change -> events.of(change, new Origin("host", START)));
            }
        };

        abstract Expansion.Telling telling(Set<String> tables, Tombstones tombstones);

        List<Placed> told(Set<String> tables, Tombstones tombstones, Sent before) {
            Expansion expansion = new Expansion(telling(tables, tombstones), DURING, AFTER, before);
            List<Placed> all = new ArrayList<>();
            for (@Nullable Placed placed = expansion.next(); placed != null; placed = expansion.next()) {
                all.add(placed);
            }
            return all;
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnBehindTheLastEvent(Images images) {
        for (Tombstones tombstones : Tombstones.values()) {
            List<Placed> whole = images.told(ALL, tombstones, Sent.NONE);
            assertThat(whole.get(whole.size() - 1).offset()).isEqualTo(AFTER);
            assertThat(deletes(texts(whole))).isEqualTo(DELETES);
            for (int sent = 1; sent < whole.size(); sent++) {
                Sent before = whole.get(sent - 1).offset().sent();
                assertThat(texts(images.told(ALL, tombstones, before)))
                        .isEqualTo(texts(whole.subList(sent, whole.size())));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsNothingOfWhatIsAllOut(Images images) {
        assertThat(images.told(ALL, Tombstones.EMIT, Sent.ALL)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void losesAndRepeatsNoDeleteWhereTombstonesWereTurnedOffOrOnInBetween(Images images) {
        for (Tombstones first : Tombstones.values()) {
            for (Tombstones then : Tombstones.values()) {
                List<Placed> whole = images.told(ALL, first, Sent.NONE);
                for (int sent = 1; sent < whole.size(); sent++) {
                    List<String> told = new ArrayList<>(texts(whole.subList(0, sent)));
                    told.addAll(texts(
                            images.told(ALL, then, whole.get(sent - 1).offset().sent())));
                    assertThat(deletes(told))
                            .as("%s, then %s after %s events", first, then, sent)
                            .isEqualTo(DELETES);
                }
            }
        }
    }

    /** What is told of the tables that stay is the same, whatever comes and goes before them in the batch. */
    @ParameterizedTest
    @EnumSource
    void losesAndRepeatsNoDeleteWhereOtherTablesAreCapturedThen(Images images) {
        List<Set<String>> lists = List.of(Set.of("second"), Set.of("first", "second"), Set.of("second", "third"), ALL);
        for (Set<String> first : lists) {
            for (Set<String> then : lists) {
                List<Placed> whole = images.told(first, Tombstones.EMIT, Sent.NONE);
                for (int sent = 1; sent < whole.size(); sent++) {
                    List<String> told = new ArrayList<>(texts(whole.subList(0, sent)));
                    told.addAll(texts(images.told(
                            then, Tombstones.EMIT, whole.get(sent - 1).offset().sent())));
                    List<String> deletes = deletes(told);
                    assertThat(deletes)
                            .as("%s, then %s after %s events", first, then, sent)
                            .doesNotHaveDuplicates()
                            .containsSubsequence("d second a", "d second b", "d second c");
                }
            }
        }
    }

    private static TableSchema table(String name) {
        return new TableSchema(
                new TableId(1, name.hashCode()),
                "bank",
                name,
                List.of(Column.partitionKey("account", Native.TEXT)),
                List.of(Column.clustering("note", Native.TEXT, Order.ASCENDING)),
                List.of(),
                List.of(),
                List.of());
    }

    private static EventSettings settings(Tombstones tombstones) {
        return new EventSettings("bank", "local", "1", tombstones, CellMetadata.NONE, Clock.systemUTC());
    }

    private static PartitionUpdate update(TableSchema table, Deletion deletion, Function<Clustering, Unfiltered> row) {
        List<Unfiltered> rows = NOTES.stream()
                .map(note -> row.apply(Clustering.of(Slice.utf8(note))))
                .toList();
        return new PartitionUpdate(table, Slice.utf8("x"), deletion, null, rows);
    }

    private static void finish(Changes changes) {
        while (changes.next() != null) {
            // To the end.
        }
    }

    private static List<String> deletes(List<String> told) {
        return told.stream().filter(text -> !text.startsWith("tombstone")).toList();
    }

    private static List<String> texts(List<Placed> placed) {
        return placed.stream()
                .map(one -> {
                    Struct value = one.event().value();
                    String table = one.event().topic().substring("bank.bank.".length());
                    String note = Objects.requireNonNull(one.event().key()).getString("note");
                    return (value == null ? "tombstone " : value.getString("op") + " ") + table + " " + note;
                })
                .toList();
    }
}
