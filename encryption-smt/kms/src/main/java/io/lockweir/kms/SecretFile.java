package io.lockweir.kms;

import io.lockweir.encryption.kms.KmsUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A file that somebody else keeps fresh: a token, a PIN. Read at every use, since it is rotated under us.
 *
 * @param key the setting that names it, as the user wrote it
 */
public record SecretFile(String key, String path) {

    /**
     * Its text without white space around it.
     *
     * @throws KmsUnavailableException if it can't be read or is empty, as while it is being replaced
     */
    public String text() throws KmsUnavailableException {
        String text;
        try {
            text = Files.readString(Path.of(path)).strip();
        } catch (IOException | InvalidPathException e) {
            throw failed("can't be read (" + e.getClass().getSimpleName() + ")");
        }
        if (text.isEmpty()) {
            throw failed("is empty");
        }
        return text;
    }

    private KmsUnavailableException failed(String reason) {
        return new KmsUnavailableException("File " + path + " of key '" + key + "' " + reason
                + ". Mount it on every worker, readable for Connect; it is tried again.");
    }
}
