package io.lockweir.demo.run;

import io.lockweir.demo.canary.Canary;
import io.lockweir.demo.canary.Leak;
import io.lockweir.demo.canary.LeakScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Searches everything the servers wrote: raw log segments (Connect's internal topics are among them), logs, configuration,
 * catalog, registry, object store. Left out are the databases, whose rows are clear (of Cassandra with the connector's links to its log), and the tables' data files, where the
 * decrypted rows belong.
 */
public record Leaks(List<Leak> leaks, long scannedBytes) {

    /**
     * Looks for every canary.
     *
     * @param work of the stack
     * @param databases folders of the databases in it
     * @param staging where the sink stages parts of clear data files: any byte left there is a leak
     */
    public static Leaks search(List<Canary> canaries, Path work, List<Path> databases, Path staging)
            throws IOException {
        LeakScan scan = new LeakScan(canaries);
        scan.tree(
                work, file -> databases.stream().noneMatch(file::startsWith) && !isDataFile(file) && !isProgram(file));
        List<Leak> leaks = new ArrayList<>(scan.leaks());
        leaks.addAll(leftovers(staging));
        return new Leaks(leaks, scan.scannedBytes());
    }

    /** These and others. */
    Leaks and(List<Leak> others) {
        List<Leak> all = new ArrayList<>(leaks);
        all.addAll(others);
        return new Leaks(all, scannedBytes);
    }

    static boolean isDataFile(Path file) {
        return file.toString().endsWith(".parquet") && file.toString().contains("/data/");
    }

    /** The unpacked plugins: made before the run. */
    private static boolean isProgram(Path file) {
        return file.toString().endsWith(".jar");
    }

    private static List<Leak> leftovers(Path staging) throws IOException {
        if (!Files.isDirectory(staging)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(staging)) {
            return files.filter(
                            file -> Files.isRegularFile(file) && file.toFile().length() > 0)
                    .map(file -> new Leak(file.toString(), "a data file", "a staged part left behind"))
                    .toList();
        }
    }
}
