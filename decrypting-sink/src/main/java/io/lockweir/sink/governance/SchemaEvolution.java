package io.lockweir.sink.governance;

import java.util.List;
import java.util.function.Supplier;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the columns of a table to a newer design: adds, widens, makes optional. What would not make the table exactly as
 * designed is not sent; the difference is then a HOLD.
 */
final class SchemaEvolution {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaEvolution.class);
    private static final int ATTEMPTS = 5;

    private SchemaEvolution() {}

    /** The table, changed if need be and if it can be. */
    static Table follow(TableIdentifier id, Table loaded, TableDesign design, Supplier<Table> reload) {
        Table table = loaded;
        for (int attempt = 1; ; attempt++) {
            TableDesign now =
                    TableDesign.of(((HasTableOperations) table).operations().current());
            List<Difference> differences = Differences.between(design, now);
            if (differences.isEmpty()) {
                return table;
            }
            UpdateSchema update = table.updateSchema();
            if (!reaches(design, now, update)) {
                return table;
            }
            try {
                update.commit();
                LOG.info("The columns of table {} follow its design: {}", id, differences);
            } catch (CommitFailedException e) {
                // Another task, most likely with the same change.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
            table = reload.get();
        }
    }

    private static boolean reaches(TableDesign design, TableDesign now, UpdateSchema update) {
        try {
            new Walk(design.schema(), now.schema(), update)
                    .struct("", design.schema().asStruct());
            Schema result = update.apply();
            return Differences.between(design, now.with(result)).isEmpty();
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.debug("Not a change that Iceberg allows: {}", e.getMessage());
            return false;
        }
    }

    /** Both schemas side by side, by column id. */
    private record Walk(Schema design, Schema table, UpdateSchema update) {

        void struct(String parent, Types.StructType wanted) {
            for (Types.NestedField field : wanted.fields()) {
                Types.NestedField there = table.findField(field.fieldId());
                if (there == null) {
                    add(parent, field);
                } else {
                    change(field, there);
                }
            }
        }

        private void change(Types.NestedField field, Types.NestedField there) {
            String name = design.findColumnName(field.fieldId());
            if (there.isRequired() && field.isOptional()) {
                update.makeColumnOptional(name);
            }
            if (field.doc() != null && !field.doc().equals(there.doc())) {
                update.updateColumnDoc(name, field.doc());
            }
            if (field.type().isPrimitiveType()) {
                if (!field.type().equals(there.type())) {
                    update.updateColumn(name, field.type().asPrimitiveType());
                }
            } else {
                inside(name, field.type());
            }
        }

        private void inside(String name, Type type) {
            if (type.isStructType()) {
                struct(name, type.asStructType());
                return;
            }
            // An element, or key and value: always there if the column is.
            for (Types.NestedField part : type.asNestedType().fields()) {
                Types.NestedField there = table.findField(part.fieldId());
                if (there != null) {
                    change(part, there);
                }
            }
        }

        private void add(String parent, Types.NestedField field) {
            @Nullable String container = parent.isEmpty() ? null : parent;
            if (field.isOptional()) {
                update.addColumn(container, field.name(), field.type(), field.doc(), field.initialDefaultLiteral());
            } else {
                update.addRequiredColumn(
                        container, field.name(), field.type(), field.doc(), field.initialDefaultLiteral());
            }
            if (field.writeDefaultLiteral() != null
                    && !field.writeDefaultLiteral().equals(field.initialDefaultLiteral())) {
                update.updateColumnDefault(design.findColumnName(field.fieldId()), field.writeDefaultLiteral());
            }
        }
    }
}
