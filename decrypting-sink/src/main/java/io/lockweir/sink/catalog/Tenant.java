package io.lockweir.sink.catalog;

import java.util.regex.Pattern;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * Whose tables they are, and as whom they are written.
 *
 * @param name empty if there is only one, unnamed
 * @param tables regular expression that must match a whole table name
 */
public record Tenant(String name, String tables, CatalogConfig catalog) {

    boolean owns(TableIdentifier table) {
        return Pattern.matches(tables, table.toString());
    }

    /** For a text: who is meant, as far as it is known; otherwise empty. */
    public String described() {
        String whose = name.isEmpty() ? "" : " of tenant " + name;
        return whose + catalog.principal().map(principal -> " as " + principal).orElse("");
    }
}
