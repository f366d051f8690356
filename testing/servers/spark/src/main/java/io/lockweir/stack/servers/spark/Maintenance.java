package io.lockweir.stack.servers.spark;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Compaction and expiry of tables, counted. What fails is tried again with the next round, as a scheduler would. */
final class Maintenance {
    /** Younger snapshots stay: whoever counts them has this long to look. */
    private static final int KEPT_SECONDS = 60;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    private final SparkSession spark;
    private final Map<String, Long> counts = new TreeMap<>();

    Maintenance(SparkSession spark) {
        this.spark = spark;
    }

    void of(String table) {
        try {
            Row rewritten = spark.sql("CALL lake.system.rewrite_data_files(table => '" + table
                            + "', options => map('partial-progress.enabled', 'true', 'partial-progress.max-commits', '3',"
                            + " 'min-input-files', '2', 'delete-file-threshold', '1'))")
                    .head();
            long files = number(rewritten, "rewritten_data_files_count");
            long failed = number(rewritten, "failed_data_files_count");
            count("files_rewritten", files);
            count("files_not_rewritten", failed);
            count("compactions", files > 0 ? 1 : 0);
            count("compactions_lost", files == 0 && failed > 0 ? 1 : 0);
        } catch (RuntimeException e) {
            count("compactions_lost", 1);
            System.err.println("Compaction of " + table + " failed: " + e);
        }
        try {
            String until = TIME.format(Instant.now().minusSeconds(KEPT_SECONDS).atOffset(ZoneOffset.UTC));
            spark.sql("CALL lake.system.expire_snapshots(table => '" + table + "', older_than => TIMESTAMP '" + until
                            + "', retain_last => 1)")
                    .head();
            count("expiries", 1);
        } catch (RuntimeException e) {
            count("expiries_failed", 1);
            System.err.println("Expiry of " + table + " failed: " + e);
        }
    }

    private static long number(Row row, String column) {
        return ((Number) row.getAs(column)).longValue();
    }

    private void count(String what, long more) {
        counts.merge(what, more, Long::sum);
    }

    void write(Path file) throws IOException {
        Properties properties = new Properties();
        counts.forEach((what, count) -> properties.setProperty(what, Long.toString(count)));
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }
}
