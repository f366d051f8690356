package io.lockweir.sink.tool;

import io.lockweir.sink.reconcile.ComparedColumn;
import io.lockweir.sink.reconcile.ComparedColumn.Disclosure;
import io.lockweir.sink.reconcile.ComparedRows;
import io.lockweir.sink.record.MetadataColumn;
import io.lockweir.sink.record.RecordConfig;
import io.lockweir.sink.record.process.SourceColumns;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;

/**
 * What of a table is compared.
 *
 * @param left columns that are not
 * @param place the columns of topic, partition and offset; empty if the table has not all three
 */
record SelectedColumns(ComparedRows rows, SourceColumns columns, Set<String> left, List<String> place) {

    static SelectedColumns of(ReconcileOptions options, RecordConfig records, TableIdentifier id, Table table) {
        boolean database = options.database != null;
        SourceColumns columns = SourceColumns.of(records, id, table, Set.copyOf(options.topics));
        List<String> place = place(records.columns(), columns.metadata());
        List<String> key = !options.key.isEmpty() ? options.key : columns.key();
        if (!database && records.modes().upsert(id) && !Set.copyOf(key).equals(Set.copyOf(columns.key()))) {
            throw new UsageException("Of a topic that is upserted, the last change of each key " + columns.key()
                    + " counts; leave --key out");
        }
        if (key.isEmpty() && !database) {
            key = place;
        }
        if (key.isEmpty() && database) {
            throw new UsageException(
                    "What tells the rows of " + id + " apart is not known; name the columns with --key");
        }
        Set<String> left = new TreeSet<>(options.without);
        if (database) {
            left.addAll(columns.metadata());
            left.addAll(columns.altered());
        }
        Set<String> names = names(options, table, key, left);
        List<ComparedColumn> compared = new ArrayList<>();
        for (String name : names) {
            Types.NestedField field =
                    Objects.requireNonNull(table.schema().asStruct().field(name));
            if (!ComparedColumn.comparable(field.type())) {
                throw new UsageException("Values of " + field.type() + " are not compared; leave column " + name
                        + " out with --without");
            }
            compared.add(new ComparedColumn(
                    name, field.type(), columns.secret().contains(name) ? Disclosure.SECRET : Disclosure.CLEAR));
        }
        List<String> order = List.copyOf(names);
        return new SelectedColumns(
                new ComparedRows(compared, key.stream().map(order::indexOf).toList()), columns, left, place);
    }

    private static Set<String> names(ReconcileOptions options, Table table, List<String> key, Set<String> left) {
        List<String> all =
                table.schema().columns().stream().map(Types.NestedField::name).toList();
        for (String name : Stream.of(options.key, options.columns, options.without)
                .flatMap(List::stream)
                .toList()) {
            if (!all.contains(name)) {
                throw new UsageException("Table " + options.table + " has no column " + name);
            }
        }
        if (key.stream().anyMatch(left::contains)) {
            throw new UsageException("The key " + key + " is among the columns that are not compared: " + left);
        }
        Set<String> names = new LinkedHashSet<>(key);
        names.addAll(options.columns.isEmpty() ? all : options.columns);
        names.removeAll(left);
        all.stream().filter(name -> !names.contains(name)).forEach(left::add);
        return names;
    }

    private static List<String> place(Map<MetadataColumn, String> names, Set<String> there) {
        List<String> place = Stream.of(MetadataColumn.TOPIC, MetadataColumn.PARTITION, MetadataColumn.OFFSET)
                .map(column -> names.getOrDefault(column, ""))
                .filter(there::contains)
                .toList();
        return place.size() == 3 ? place : List.of();
    }
}
