package io.lockweir.postgres.preflight;

/**
 * A table, as the catalog shows it to the connector's user.
 *
 * @param schema its schema
 * @param name its name
 * @param readable whether the user may select from it
 * @param owned whether the user owns it, directly or by membership
 */
record Table(String schema, String name, boolean readable, boolean owned) {

    String qualified() {
        return schema + "." + name;
    }
}
