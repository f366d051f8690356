package io.lockweir.kmsserver.aws;

import io.lockweir.kmsserver.Aead;
import io.lockweir.kmsserver.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Users, roles and the sessions of roles; says who signed a request. */
final class Identities {
    private static final String ACCOUNT = "000000000000";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Map<String, AccessKey> keys = new ConcurrentHashMap<>();
    private final Map<String, Role> roles = new ConcurrentHashMap<>();
    private final Clock clock;

    Identities(Clock clock) {
        this.clock = clock;
    }

    AccessKey user(String name) {
        return issue("AKIA", "arn:aws:iam::" + ACCOUNT + ":user/" + name, "", Instant.MAX);
    }

    Role role(String name, String externalId, String webIdentityToken, Duration longest) {
        Role role = new Role("arn:aws:iam::" + ACCOUNT + ":role/" + name, externalId, webIdentityToken, longest);
        roles.put(role.arn(), role);
        return role;
    }

    void remove(Role role) {
        roles.remove(role.arn());
    }

    void remove(AccessKey key) {
        keys.remove(key.id());
    }

    /** Ends every session of every role at once. */
    void expireSessions() {
        keys.replaceAll((id, key) -> key.isSession() ? expired(key) : key);
    }

    private AccessKey expired(AccessKey key) {
        return new AccessKey(key.id(), key.secret(), key.sessionToken(), clock.instant(), key.principal());
    }

    /** Who signed a request, after every check that AWS makes of a signature. */
    AccessKey signerOf(Request request) {
        SignatureVersion4 signature = SignatureVersion4.of(request);
        AccessKey key = keys.get(signature.accessKeyId());
        if (key == null) {
            throw new AwsError(
                    403, "UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        if (!signature.isOf(request, key.secret())) {
            throw new AwsError(
                    403,
                    "InvalidSignatureException",
                    "The request signature we calculated does not match the signature you provided.");
        }
        if (!request.header("X-Amz-Security-Token").orElse("").equals(key.sessionToken())) {
            throw new AwsError(
                    403, "UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        checkStamp(request.header("X-Amz-Date").orElse(""));
        if (!clock.instant().isBefore(key.expires())) {
            throw new AwsError(403, "ExpiredTokenException", "The security token included in the request is expired");
        }
        return key;
    }

    private void checkStamp(String stamp) {
        Instant signed = STAMP.parse(stamp, Instant::from);
        if (Duration.between(signed, clock.instant()).abs().compareTo(SKEW) > 0) {
            throw new AwsError(403, "InvalidSignatureException", "Signature expired: " + stamp);
        }
    }

    AccessKey assume(String arn, String session, String externalId, Duration duration) {
        Role role = roles.get(arn);
        if (role == null
                || !role.webIdentityToken().isEmpty()
                || !role.externalId().equals(externalId)) {
            throw new AwsError(
                    403, "AccessDenied", "User is not authorized to perform: sts:AssumeRole on resource: " + arn);
        }
        return session(role, session, duration);
    }

    AccessKey assumeWithWebIdentity(String arn, String session, String token, Duration duration) {
        Role role = roles.get(arn);
        if (role == null || role.webIdentityToken().isEmpty()) {
            throw new AwsError(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
        }
        if (!role.webIdentityToken().equals(token)) {
            throw new AwsError(400, "InvalidIdentityToken", "No OpenIDConnect provider found for the token");
        }
        return session(role, session, duration);
    }

    /** Temporary credentials that nobody asked STS for. */
    AccessKey vend(String session, Duration length) {
        String token = Base64.getEncoder().encodeToString(Aead.random(96));
        String principal = "arn:aws:sts::" + ACCOUNT + ":assumed-role/vended/" + session;
        return issue("ASIA", principal, token, clock.instant().plus(length));
    }

    private AccessKey session(Role role, String session, Duration wanted) {
        if (!session.matches("[\\w+=,.@-]{2,64}")) {
            throw new AwsError(400, "ValidationError", "1 validation error detected at 'roleSessionName'");
        }
        Duration length = wanted.compareTo(role.longest()) > 0 ? role.longest() : wanted;
        String principal = "arn:aws:sts::" + ACCOUNT + ":assumed-role/" + role.name() + "/" + session;
        String token = Base64.getEncoder().encodeToString(Aead.random(96));
        return issue("ASIA", principal, token, clock.instant().plus(length));
    }

    private AccessKey issue(String prefix, String principal, String token, Instant expires) {
        String id = prefix + HexFormat.of().withUpperCase().formatHex(Aead.random(8));
        String secret = Base64.getEncoder().encodeToString(Aead.random(30));
        AccessKey key = new AccessKey(id, secret, token, expires, principal);
        keys.put(id, key);
        return key;
    }
}
