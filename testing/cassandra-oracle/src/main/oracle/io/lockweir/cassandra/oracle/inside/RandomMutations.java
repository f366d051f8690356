package io.lockweir.cassandra.oracle.inside;

import com.google.common.collect.ImmutableMap;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.cassandra.db.BufferClusteringBound;
import org.apache.cassandra.db.Clustering;
import org.apache.cassandra.db.ClusteringPrefix.Kind;
import org.apache.cassandra.db.DecoratedKey;
import org.apache.cassandra.db.DeletionTime;
import org.apache.cassandra.db.LivenessInfo;
import org.apache.cassandra.db.Mutation;
import org.apache.cassandra.db.RangeTombstone;
import org.apache.cassandra.db.RegularAndStaticColumns;
import org.apache.cassandra.db.Slice;
import org.apache.cassandra.db.partitions.PartitionUpdate;
import org.apache.cassandra.db.rows.BTreeRow;
import org.apache.cassandra.db.rows.Row;
import org.apache.cassandra.schema.ColumnMetadata;
import org.apache.cassandra.schema.TableId;
import org.apache.cassandra.schema.TableMetadata;

/** Mutations with everything in them that a node can write; or, plain, with inserts of one row of full values only. */
final class RandomMutations {

    private final Random random;
    private final List<TableMetadata> tables;
    private final RandomBytes bytes;
    private final RandomCells cells;
    private final boolean plain;

    RandomMutations(Random random, OracleSchema schema, boolean plain) {
        this.random = random;
        this.tables = schema.tables();
        this.bytes = new RandomBytes(random, plain);
        this.cells = new RandomCells(random, bytes);
        this.plain = plain;
    }

    Mutation next() {
        TableMetadata table = tables.get(random.nextInt(tables.size()));
        DecoratedKey key = table.partitioner.decorateKey(bytes.key(table));
        if (plain) {
            return new Mutation(insert(table, key));
        }
        List<TableMetadata> siblings = new ArrayList<>();
        siblings.add(table);
        if (random.nextInt(8) == 0) {
            tables.stream()
                    .filter(other -> other != table && other.keyspace.equals(table.keyspace))
                    .filter(other -> other.partitionKeyType.equals(table.partitionKeyType) && random.nextBoolean())
                    .forEach(siblings::add);
        }
        if (siblings.size() == 1) {
            return new Mutation(update(table, key));
        }
        ImmutableMap.Builder<TableId, PartitionUpdate> updates = ImmutableMap.builder();
        siblings.forEach(sibling -> updates.put(sibling.id, update(sibling, key)));
        return new Mutation(table.keyspace, key, updates.build(), System.nanoTime());
    }

    private PartitionUpdate insert(TableMetadata table, DecoratedKey key) {
        cells.newStatement();
        LivenessInfo liveness = LivenessInfo.create(cells.statementTimestamp(), 0, RandomCells.NOW);
        Row.Builder row = BTreeRow.unsortedBuilder();
        row.newRow(clustering(table));
        row.addPrimaryKeyLivenessInfo(liveness);
        table.regularColumns().forEach(column -> cells.addLive(row, column));
        PartitionUpdate.Builder update = new PartitionUpdate.Builder(table, key, table.regularAndStaticColumns(), 1);
        update.add(row.build());
        return update.build();
    }

    private PartitionUpdate update(TableMetadata table, DecoratedKey key) {
        cells.newStatement();
        Set<ColumnMetadata> used = new LinkedHashSet<>();
        List<Row> rows = new ArrayList<>();
        if (!table.staticColumns().isEmpty() && random.nextInt(3) == 0) {
            rows.add(row(table, true, used));
        }
        int count = random.nextInt(10) == 0 ? random.nextInt(40) : random.nextInt(3);
        for (int i = 0; i < count; i++) {
            rows.add(row(table, false, used));
        }
        RegularAndStaticColumns.Builder columns = RegularAndStaticColumns.builder();
        used.forEach(columns::add);
        PartitionUpdate.Builder update = new PartitionUpdate.Builder(table, key, columns.build(), rows.size());
        if (random.nextInt(10) == 0) {
            update.addPartitionDeletion(cells.deletion());
        }
        rows.stream().filter(row -> !row.isEmpty()).forEach(update::add);
        if (!table.clusteringColumns().isEmpty() && random.nextInt(4) == 0) {
            int ranges = 1 + random.nextInt(4);
            for (int i = 0; i < ranges; i++) {
                addRange(table, update);
            }
        }
        return update.build();
    }

    private Row row(TableMetadata table, boolean isStatic, Set<ColumnMetadata> used) {
        Row.Builder row = BTreeRow.unsortedBuilder();
        row.newRow(isStatic ? Clustering.STATIC_CLUSTERING : clustering(table));
        LivenessInfo liveness = LivenessInfo.EMPTY;
        if (!isStatic) {
            liveness = cells.liveness();
            row.addPrimaryKeyLivenessInfo(liveness);
            if (random.nextInt(8) == 0) {
                row.addRowDeletion(new Row.Deletion(cells.deletion(), random.nextInt(10) == 0));
            }
        }
        int density = random.nextInt(4);
        for (ColumnMetadata column : isStatic ? table.staticColumns() : table.regularColumns()) {
            if (density == 3 || random.nextInt(4) <= density) {
                cells.add(row, column, liveness);
                used.add(column);
            }
        }
        return row.build();
    }

    private Clustering<?> clustering(TableMetadata table) {
        ByteBuffer[] values = prefix(table, table.clusteringColumns().size());
        return values.length == 0 ? Clustering.EMPTY : Clustering.make(values);
    }

    private ByteBuffer[] prefix(TableMetadata table, int size) {
        ByteBuffer[] values = new ByteBuffer[size];
        for (int i = 0; i < size; i++) {
            values[i] = bytes.some(table.clusteringColumns().get(i).type);
        }
        return values;
    }

    private void addRange(TableMetadata table, PartitionUpdate.Builder update) {
        int size = table.clusteringColumns().size();
        ByteBuffer[] one = prefix(table, random.nextInt(size + 1));
        ByteBuffer[] other = random.nextInt(4) == 0 ? one : prefix(table, random.nextInt(size + 1));
        Kind start = random.nextBoolean() ? Kind.INCL_START_BOUND : Kind.EXCL_START_BOUND;
        Kind end = random.nextBoolean() ? Kind.INCL_END_BOUND : Kind.EXCL_END_BOUND;
        DeletionTime deletion = cells.deletion();
        Slice slice = slice(start, one, end, other);
        if (slice.isEmpty(table.comparator)) {
            slice = slice(start, other, end, one);
        }
        if (!slice.isEmpty(table.comparator)) {
            update.add(new RangeTombstone(slice, deletion));
        }
    }

    private static Slice slice(Kind start, ByteBuffer[] from, Kind end, ByteBuffer[] to) {
        return Slice.make(
                BufferClusteringBound.create(from.length == 0 ? Kind.INCL_START_BOUND : start, from),
                BufferClusteringBound.create(to.length == 0 ? Kind.INCL_END_BOUND : end, to));
    }
}
