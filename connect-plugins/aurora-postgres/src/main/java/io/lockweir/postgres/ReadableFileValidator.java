package io.lockweir.postgres;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** A file that exists and can be read by the worker. */
final class ReadableFileValidator implements ConfigDef.Validator {

    @Override
    public void ensureValid(String name, @Nullable Object value) {
        if (value != null && !readable((String) value)) {
            throw new ConfigException(name + ": the worker cannot read the file '" + value
                    + "'. Put it on every worker, readable by the worker's user.");
        }
    }

    private static boolean readable(String path) {
        try {
            Path file = Path.of(path);
            return Files.isRegularFile(file) && Files.isReadable(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "a readable file";
    }
}
