package io.lockweir.stack.servers.catalog;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Issues and checks bearer tokens: JWTs signed with HS256 (RFC 7519, RFC 7515), with subject and expiry. */
final class Tokens {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER =
            ENCODER.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

    private final SecretKeySpec key;
    private final Duration lifetime;
    private final Clock clock;

    Tokens(byte[] key, Duration lifetime, Clock clock) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.lifetime = lifetime;
        this.clock = clock;
    }

    Duration lifetime() {
        return lifetime;
    }

    String issue(String subject) {
        return issue(subject, lifetime);
    }

    /** Of whole seconds, or of less than one. */
    String issue(String subject, Duration life) {
        long exact = clock.instant().plus(life).toEpochMilli();
        long expiry = life.toMillisPart() == 0 ? (exact + 999) / 1000 * 1000 : exact;
        // RFC 7519 allows fractions of seconds, and tests use lifetimes below one, but Iceberg's client reads whole
        // ones only.
        String claims = "{\"sub\":\"%s\",\"exp\":%d,\"exp_ms\":%d}".formatted(subject, (expiry + 999) / 1000, expiry);
        String signed = HEADER + "." + ENCODER.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return signed + "." + ENCODER.encodeToString(mac(signed));
    }

    /** Whether we signed it and it has not expired. */
    boolean accepts(String token) {
        return subject(token).isPresent();
    }

    /** Whom it was issued to, if we signed it and it has not expired. */
    Optional<String> subject(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(HEADER)) {
            return Optional.empty();
        }
        try {
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            boolean ours = MessageDigest.isEqual(mac(parts[0] + "." + parts[1]), signature);
            return ours && expiryMillis(parts[1]) > clock.millis()
                    ? Optional.of(subjectOf(parts[1]))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Of claims whose signature is ours, as are the next. */
    private static String subjectOf(String encodedClaims) {
        String claims = new String(Base64.getUrlDecoder().decode(encodedClaims), StandardCharsets.UTF_8);
        int from = "{\"sub\":\"".length();
        return claims.substring(from, claims.indexOf('"', from));
    }

    /** Of claims whose signature is ours, hence in our form. */
    private static long expiryMillis(String encodedClaims) {
        String claims = new String(Base64.getUrlDecoder().decode(encodedClaims), StandardCharsets.UTF_8);
        String name = "\"exp_ms\":";
        return Long.parseLong(claims.substring(claims.indexOf(name) + name.length(), claims.length() - 1));
    }

    private byte[] mac(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
