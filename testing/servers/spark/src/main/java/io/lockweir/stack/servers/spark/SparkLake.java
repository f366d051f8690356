package io.lockweir.stack.servers.spark;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.spark.sql.SparkSession;

/**
 * Main class. The argument is a folder with {@code lake.properties}: {@code tables} (namespace.table, separated by commas) and the
 * catalog's properties behind {@code catalog.}.
 *
 * <p>Writes {@code ready}, compacts and expires until there is a file {@code read}, writes {@code maintenance.properties}, then every row
 * as a line of JSON into {@code TABLE.rows}, and ends.
 */
public final class SparkLake {
    private static final String CATALOG = "spark.sql.catalog.lake";

    private SparkLake() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Path.of(arguments[0]);
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("lake.properties"))) {
            properties.load(reader);
        }
        List<String> tables = List.of(properties.getProperty("tables").split(","));
        try (SparkSession spark = session(properties, folder)) {
            // Starts what is lazy: from here on a statement takes as long as itself.
            spark.sql("SHOW TABLES IN lake."
                            + tables.get(0).substring(0, tables.get(0).indexOf('.')))
                    .collect();
            Files.writeString(folder.resolve("ready"), "");
            Maintenance maintenance = new Maintenance(spark);
            while (!Files.exists(folder.resolve("read"))) {
                for (String table : tables) {
                    maintenance.of(table);
                }
                Thread.sleep(2_000);
            }
            maintenance.write(folder.resolve("maintenance.properties"));
            for (String table : tables) {
                RowLines.write(spark.table("lake." + table), folder.resolve(table + ".rows"));
            }
        }
    }

    private static SparkSession session(Properties properties, Path folder) {
        SparkSession.Builder builder = SparkSession.builder()
                .master("local[2]")
                .appName("lockweir-lake")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.local.dir", folder.toString())
                .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.datetime.java8API.enabled", "true")
                .config("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
                .config(CATALOG, "org.apache.iceberg.spark.SparkCatalog")
                .config(CATALOG + ".type", "rest")
                // Others commit all the time: what Spark remembers of a table is old at once.
                .config(CATALOG + ".cache-enabled", "false");
        for (Map.Entry<Object, Object> entry : properties.entrySet()) {
            String key = String.valueOf(entry.getKey());
            if (key.startsWith("catalog.")) {
                builder.config(CATALOG + key.substring("catalog".length()), String.valueOf(entry.getValue()));
            }
        }
        return builder.getOrCreate();
    }
}
