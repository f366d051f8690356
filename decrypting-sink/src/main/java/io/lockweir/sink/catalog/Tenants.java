package io.lockweir.sink.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/** The tenants of a connector; each table belongs to exactly one. */
public record Tenants(List<Tenant> all) {

    public static final String NAMES = "tenants";
    public static final String PREFIX = "tenants.";

    private static final String TABLES = "tables";
    private static final String CATALOG = "catalog.";

    public Tenants {
        all = List.copyOf(all);
    }

    /** Adds the section's key of a fixed name. */
    public static ConfigDef addTo(ConfigDef definition) {
        return definition.define(
                NAMES,
                ConfigDef.Type.LIST,
                List.of(),
                Importance.MEDIUM,
                "Names of tenants, each with tenants.NAME.tables, a regular expression that whole table names match, and"
                        + " tenants.NAME.catalog.*, which is put over iceberg.catalog.*: the identity its tables are written"
                        + " as. Each table must then belong to one. Without it all tables are written as"
                        + " iceberg.catalog.* says.");
    }

    /**
     * Reads {@code iceberg.catalog.*}, and of each named tenant {@code tenants.NAME.tables} and {@code .catalog.*}.
     *
     * @param names of the tenants; none if all tables are one's
     * @param base of the catalog, for all tenants
     * @param sections keys behind {@link #PREFIX}
     * @throws ConfigException naming the key and what is wrong
     */
    public static Tenants of(List<String> names, Map<String, String> base, Map<String, String> sections) {
        Set<String> known = new LinkedHashSet<>(names);
        sections.keySet().forEach(key -> {
            String name = key.substring(0, Math.max(0, key.indexOf('.')));
            String rest = key.substring(key.indexOf('.') + 1);
            if (!known.contains(name) || !(rest.equals(TABLES) || rest.startsWith(CATALOG))) {
                throw new ConfigException("Unknown key " + PREFIX + key + ": a tenant that " + NAMES + " names has "
                        + PREFIX + "NAME." + TABLES + " and " + PREFIX + "NAME." + CATALOG + "*");
            }
        });
        if (known.isEmpty()) {
            return new Tenants(List.of(new Tenant("", ".*", new CatalogConfig(base))));
        }
        List<Tenant> tenants = new ArrayList<>();
        for (String name : known) {
            Map<String, String> own = new HashMap<>();
            sections.forEach((key, value) -> {
                if (key.startsWith(name + "." + CATALOG)) {
                    own.put(key.substring(name.length() + 1 + CATALOG.length()), value);
                }
            });
            tenants.add(
                    new Tenant(name, pattern(name, sections), new CatalogConfig(TenantIdentity.over(name, base, own))));
        }
        return new Tenants(tenants);
    }

    private static String pattern(String name, Map<String, String> sections) {
        String key = PREFIX + name + "." + TABLES;
        String expression = sections.getOrDefault(name + "." + TABLES, "").trim();
        if (!name.matches("[A-Za-z0-9_-]+")) {
            throw new ConfigException(NAMES + ": a tenant's name is of letters, digits, '_' and '-', not " + name);
        }
        if (expression.isEmpty()) {
            throw new ConfigException(key + " is missing: which tables are the tenant's, as a regular expression");
        }
        try {
            Pattern.compile(expression);
            return expression;
        } catch (PatternSyntaxException e) {
            throw new ConfigException(key + " is no regular expression: " + e.getDescription());
        }
    }

    /**
     * Whose table it is.
     *
     * @throws ConfigException if it is nobody's, or several tenants'
     */
    public Tenant of(TableIdentifier table) {
        List<Tenant> owners = all.stream().filter(tenant -> tenant.owns(table)).toList();
        if (owners.size() == 1) {
            return owners.get(0);
        }
        Set<String> names = new TreeSet<>();
        owners.forEach(owner -> names.add(owner.name()));
        throw new ConfigException(
                "Table " + table + " belongs to " + (names.isEmpty() ? "no tenant" : "the tenants " + names)
                        + "; correct " + PREFIX + "NAME." + TABLES + ", so that it belongs to one");
    }
}
