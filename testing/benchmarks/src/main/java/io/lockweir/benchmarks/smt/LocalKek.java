package io.lockweir.benchmarks.smt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/** A KEK of the local driver and a file for wrapped data keys, one per JVM: the key service is not what is measured. */
final class LocalKek {

    static final Map<String, String> SETTINGS = settings();

    private LocalKek() {}

    private static Map<String, String> settings() {
        try {
            Path folder = Files.createTempDirectory("lockweir-bench-");
            Path kek = folder.resolve("keks.properties");
            Files.writeString(kek, "bench=" + Base64.getEncoder().encodeToString(new byte[32]) + "\n");
            Path store = folder.resolve("deks");
            for (Path each : new Path[] {folder, kek, store}) {
                each.toFile().deleteOnExit();
            }
            return Map.of(
                    "key.source", "envelope",
                    "kek", "local",
                    "kek.local.kms", "local",
                    "kek.local.key", "bench",
                    "kek.local.file", kek.toString(),
                    "kek.local.i.know.this.is.insecure", "true",
                    "store", "file",
                    "store.file", store.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
