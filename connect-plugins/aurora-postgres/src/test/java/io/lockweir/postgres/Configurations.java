package io.lockweir.postgres;

import java.util.HashMap;
import java.util.Map;

/** A configuration that is complete, to be changed by a test. */
final class Configurations {

    private Configurations() {}

    static Map<String, String> minimal(String... more) {
        Map<String, String> properties = new HashMap<>();
        properties.put("name", "bank");
        properties.put("connector.class", AuroraPostgresConnector.class.getName());
        properties.put("topic.prefix", "bank");
        properties.put("database.hostname", "db.example");
        properties.put("database.dbname", "bank");
        properties.put("database.user", "lockweir");
        properties.put("database.password", "correct horse");
        properties.put("database.sslmode", "disable");
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return properties;
    }
}
