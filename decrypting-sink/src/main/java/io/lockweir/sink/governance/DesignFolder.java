package io.lockweir.sink.governance;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.kafka.common.config.ConfigException;

/** Design files: {@code NAMESPACE.TABLE.json}, all in one folder. */
public record DesignFolder(Path path) {

    /** Where the design of a table stands. */
    public Path file(TableIdentifier table) {
        Path name = Path.of(table + ".json");
        if (!name.equals(name.getFileName())) {
            throw new ConfigException("The table name " + table + " makes no file name in " + path);
        }
        return path.resolve(name);
    }

    /**
     * Reads the design of a table.
     *
     * @throws ConfigException if there is none, or it is not understood
     * @throws IOException if it cannot be read now
     */
    public TableDesign read(TableIdentifier table) throws IOException {
        Path file = file(table);
        try {
            return DesignJson.parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ConfigException("Table " + table + " has no design: " + file + " is not there. Make it with"
                    + " lockweir-tables design export, or take table.design away");
        } catch (CharacterCodingException e) {
            throw new ConfigException("The table design " + file + " is not UTF-8; save it as UTF-8");
        } catch (IllegalArgumentException e) {
            throw new ConfigException("The table design " + file + " cannot be used: " + e.getMessage());
        }
    }
}
