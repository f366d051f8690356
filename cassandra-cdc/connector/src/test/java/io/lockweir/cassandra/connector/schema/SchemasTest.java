package io.lockweir.cassandra.connector.schema;

import static io.lockweir.cassandra.connector.schema.Described.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockweir.cassandra.connector.schema.SchemaHistory.Entry;
import io.lockweir.cassandra.format.LogPosition;
import io.lockweir.cassandra.format.schema.CqlType.Native;
import io.lockweir.cassandra.format.schema.TableId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemasTest {
    private static final UUID FEES = new UUID(2, 2);
    private static final LogPosition EARLY = new LogPosition(1, 10);
    private static final LogPosition LATE = new LogPosition(3, 10);

    @TempDir
    private Path folder;

    private FolderHistory history = new FolderHistory(Path.of(""), "");
    private SystemRows node = new SystemRows();

    @BeforeEach
    void history() {
        history = new FolderHistory(folder, "node");
    }

    private Schemas at(LogPosition position) {
        return new Schemas(() -> node.copy(), history, Optional.of(position));
    }

    private static Optional<Object> type(Schemas schemas, UUID table) {
        return schemas.tables().stream()
                .filter(known -> known.id().equals(TableId.of(table)))
                .findFirst()
                .flatMap(known -> known.column("v"))
                .map(column -> column.type());
    }

    @Test
    void whatTheNodeHasAtTheFirstStartIsKeptForTheNext() {
        node = Described.table("payments", PAYMENTS, "text");
        at(EARLY);
        node = new SystemRows();
        Schemas schemas = at(EARLY);
        assertThat(type(schemas, PAYMENTS)).contains(Native.TEXT);
        assertThat(schemas.isCaptured(TableId.of(PAYMENTS))).isTrue();
    }

    @Test
    void schemaIsTheOneInForceAtThePosition() {
        history.record(new Entry(EARLY, Described.table("payments", PAYMENTS, "text")));
        history.record(new Entry(LATE, Described.table("payments", PAYMENTS, "blob")));
        node = Described.table("payments", PAYMENTS, "blob");
        assertThat(type(at(new LogPosition(2, 0)), PAYMENTS)).contains(Native.TEXT);
        assertThat(type(at(LATE), PAYMENTS)).contains(Native.BLOB);
    }

    @Test
    void tableOfAnotherEntryOrOfTheNodeIsKnownByItsId() {
        history.record(new Entry(EARLY, Described.table("fees", FEES, "int")));
        history.record(new Entry(LATE, Described.table("payments", PAYMENTS, "text")));
        UUID made = new UUID(3, 3);
        node = Described.table("fees", made, "blob");
        Schemas schemas = at(LATE);
        assertThat(type(schemas, FEES)).contains(Native.INT);
        assertThat(type(schemas, made)).contains(Native.BLOB);
        assertThat(schemas.isCaptured(TableId.of(made))).isTrue();
    }

    @Test
    void captureThatWasSwitchedOnOrOffSinceIsOn() {
        SystemRows off = Described.table("payments", PAYMENTS, "text");
        off.put(SystemTable.TABLES, List.of("bank", "payments"), "cdc", false);
        node = off;
        history.record(new Entry(EARLY, Described.table("payments", PAYMENTS, "text")));
        assertThat(at(EARLY).isCaptured(TableId.of(PAYMENTS))).isTrue();
        history.record(new Entry(EARLY, off));
        node = Described.table("payments", PAYMENTS, "text");
        assertThat(at(EARLY).isCaptured(TableId.of(PAYMENTS))).isTrue();
    }

    @Test
    void differenceThatTheLogNeverTellsIsTakenAtTheSecondLookAndKept() {
        node = Described.table("payments", PAYMENTS, "text");
        Schemas schemas = at(EARLY);
        node = Described.table("payments", PAYMENTS, "blob");
        node.put(SystemTable.TABLES, List.of("bank", "payments"), "cdc", false);
        schemas.compare(LATE);
        assertThat(type(schemas, PAYMENTS)).contains(Native.TEXT);
        schemas.compare(LATE);
        assertThat(type(schemas, PAYMENTS)).contains(Native.BLOB);
        assertThat(schemas.isCaptured(TableId.of(PAYMENTS))).isFalse();
        assertThat(type(at(EARLY), PAYMENTS)).contains(Native.TEXT);
        assertThat(type(at(LATE), PAYMENTS)).contains(Native.BLOB);
    }

    @Test
    void refreshTakesOneTableAndLeavesTheOthers() {
        node = Described.add(Described.table("payments", PAYMENTS, "text"), "fees", FEES, "int");
        Schemas schemas = at(EARLY);
        node = Described.add(Described.table("payments", PAYMENTS, "blob"), "fees", FEES, "bigint");
        schemas.refresh(TableId.of(FEES));
        assertThat(type(schemas, FEES)).contains(Native.BIGINT);
        assertThat(type(schemas, PAYMENTS)).contains(Native.TEXT);
    }

    @Test
    void userTypeThatHasGrownSinceIsReadWithItsNewFieldsFromTheStart() {
        SystemRows before = Described.table("payments", PAYMENTS, "frozen<party>");
        before.put(SystemTable.TYPES, List.of("bank", "party"), "field_names", List.of("name"));
        before.put(SystemTable.TYPES, List.of("bank", "party"), "field_types", List.of("text"));
        history.record(new Entry(EARLY, before));
        node = before.copy();
        node.put(SystemTable.TYPES, List.of("bank", "party"), "field_names", List.of("name", "age"));
        node.put(SystemTable.TYPES, List.of("bank", "party"), "field_types", List.of("text", "int"));
        assertThat(String.valueOf(type(at(EARLY), PAYMENTS))).contains("age");
    }
}
