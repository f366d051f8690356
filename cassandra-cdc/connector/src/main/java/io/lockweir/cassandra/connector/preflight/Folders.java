package io.lockweir.cassandra.connector.preflight;

import io.lockweir.cassandra.connector.CassandraCdcConfig;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether both folders are there and can hold links to the same files. */
final class Folders {
    private Folders() {}

    static List<Finding> findings(CassandraCdcConfig config) {
        Path raw = config.cdcRaw();
        if (!Files.isDirectory(raw) || !Files.isReadable(raw) || !Files.isWritable(raw)) {
            return List.of(new Finding(
                    "cdc.raw.dir",
                    "It is no folder that this user may read and write; give the node's cdc_raw_directory and run the worker with the"
                            + " node's group."));
        }
        try {
            Files.createDirectories(config.spool());
            FileStore ours = Files.getFileStore(config.spool());
            if (!ours.equals(Files.getFileStore(raw))) {
                return List.of(new Finding(
                        "spool.dir",
                        "It is on another file system than cdc.raw.dir, so files cannot be linked; put it beside it."));
            }
        } catch (IOException e) {
            return List.of(new Finding("spool.dir", "It cannot be made or written: " + e.getMessage() + "."));
        }
        return List.of();
    }
}
