package io.lockweir.postgres.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Certificate authorities that have nothing to do with the server. */
final class Authorities {

    private Authorities() {}

    /** PEM of an authority whose key nobody has. */
    static String another() throws IOException {
        try (InputStream in = Objects.requireNonNull(Authorities.class.getResourceAsStream("another-authority.pem"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
