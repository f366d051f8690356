package io.lockweir.cassandra.connector.convergence;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import io.lockweir.stack.CassandraVersion;
import java.util.List;
import java.util.stream.Stream;

/** The tables of the workload, as the node describes them. */
final class Tables {
    static final String KEYSPACE = "conv";
    static final List<String> NAMES = List.of("wallet", "types", "marks", "seq");

    private Tables() {}

    static void create(CqlSession session, CassandraVersion version) {
        String vectors = version == CassandraVersion.V5_0 ? "v vector<float, 3>, " : "";
        for (String statement : List.of(
                "CREATE KEYSPACE conv WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}",
                "CREATE TYPE conv.pair (x int, y text)",
                "CREATE TABLE conv.wallet (p int, c int, d text, s text static, ss set<int> static, su pair static, a int, b text,"
                        + " f frozen<list<int>>, l list<text>, m map<text, int>, n map<int, text>, t set<varint>, u pair,"
                        + " PRIMARY KEY (p, c, d)) WITH CLUSTERING ORDER BY (c DESC, d ASC) AND cdc = true",
                "CREATE TABLE conv.types (k text, j bigint, a ascii, b blob, c boolean, d tinyint, e smallint, f bigint, g varint,"
                        + " h decimal, i float, l double, m date, n time, o timestamp, q timeuuid, r uuid, s inet, t duration, "
                        + vectors
                        + "w tuple<int, text, frozen<set<int>>>, x frozen<map<int, frozen<list<text>>>>, y frozen<pair>,"
                        + " z set<frozen<pair>>, PRIMARY KEY ((k, j))) WITH cdc = true",
                "CREATE TABLE conv.marks (p int, c timestamp, q inet, PRIMARY KEY (p, c, q))"
                        + " WITH CLUSTERING ORDER BY (c DESC, q DESC) AND cdc = true",
                "CREATE TABLE conv.seq (p int, n bigint, v text, PRIMARY KEY (p, n)) WITH cdc = true",
                "CREATE TABLE conv.other (p int PRIMARY KEY, v text)")) {
            session.execute(statement);
        }
    }

    /** A table with its columns, in the driver's types. */
    record Table(String name, List<ColumnMetadata> key, int partitionColumns, List<ColumnMetadata> columns) {
        static Table of(CqlSession session, String name) {
            TableMetadata known = session.refreshSchema()
                    .getKeyspace(KEYSPACE)
                    .flatMap(keyspace -> keyspace.getTable(name))
                    .orElseThrow();
            return new Table(
                    name,
                    known.getPrimaryKey(),
                    known.getPartitionKey().size(),
                    known.getColumns().values().stream()
                            .filter(column -> !known.getPrimaryKey().contains(column))
                            .toList());
        }

        List<ColumnMetadata> partitionKey() {
            return key.subList(0, partitionColumns);
        }

        Stream<ColumnMetadata> statics() {
            return columns.stream().filter(ColumnMetadata::isStatic);
        }

        Stream<ColumnMetadata> regulars() {
            return columns.stream().filter(column -> !column.isStatic());
        }
    }

    static String name(ColumnMetadata column) {
        return column.getName().asInternal();
    }

    /** Whether each element has a cell of its own. */
    static boolean isMultiCell(DataType type) {
        return (type instanceof ListType list && !list.isFrozen())
                || (type instanceof SetType set && !set.isFrozen())
                || (type instanceof MapType map && !map.isFrozen())
                || (type instanceof UserDefinedType user && !user.isFrozen());
    }
}
