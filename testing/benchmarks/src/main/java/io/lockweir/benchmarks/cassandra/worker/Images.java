package io.lockweir.benchmarks.cassandra.worker;

import io.lockweir.demo.pipeline.ConnectorFile;
import java.util.Locale;
import java.util.Map;

/** What the connector's events show: the one setting that differs between runs. */
enum Images {
    FULL,
    DELTA;

    ConnectorFile of(ConnectorFile source) {
        return source.with(Map.of("images", text(), "checkpoint.interval.ms", "5000"));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
