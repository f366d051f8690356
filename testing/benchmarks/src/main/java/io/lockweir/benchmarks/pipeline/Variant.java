package io.lockweir.benchmarks.pipeline;

import io.lockweir.demo.pipeline.ConnectorFile;

/** What is compared: the connectors of {@code docker/connectors}, and the same without all that encrypts. */
enum Variant {
    ENCRYPTED {
        @Override
        ConnectorFile source(ConnectorFile file) {
            return file;
        }

        @Override
        ConnectorFile sink(ConnectorFile file) {
            return file;
        }
    },
    PLAIN {
        @Override
        ConnectorFile source(ConnectorFile file) {
            return without(file, "transforms");
        }

        @Override
        ConnectorFile sink(ConnectorFile file) {
            return without(file, "policies");
        }
    };

    abstract ConnectorFile source(ConnectorFile file);

    abstract ConnectorFile sink(ConnectorFile file);

    private static ConnectorFile without(ConnectorFile file, String family) {
        return file.without(file.config().keySet().stream()
                .filter(key -> key.equals(family) || key.startsWith(family + "."))
                .toArray(String[]::new));
    }
}
