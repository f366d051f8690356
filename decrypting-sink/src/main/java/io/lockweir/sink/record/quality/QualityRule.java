package io.lockweir.sink.record.quality;

import java.util.regex.Pattern;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * A statement about rows that is to be true.
 *
 * @param name fit for metrics and snapshot summaries
 * @param tables matched against whole table names
 * @param expression of CEL, over the columns of the row
 */
public record QualityRule(String name, Pattern tables, String expression, RuleAction action) {

    public boolean speaksOf(TableIdentifier table) {
        return tables.matcher(table.toString()).matches();
    }
}
