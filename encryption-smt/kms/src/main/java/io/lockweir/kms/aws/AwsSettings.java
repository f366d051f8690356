package io.lockweir.kms.aws;

import static io.lockweir.encryption.kms.KmsSetting.Type.NUMBER;
import static io.lockweir.encryption.kms.KmsSetting.Type.SECRET;
import static io.lockweir.encryption.kms.KmsSetting.Type.TEXT;
import static io.lockweir.encryption.kms.KmsSetting.optional;
import static io.lockweir.encryption.kms.KmsSetting.withDefault;

import io.lockweir.encryption.kms.KmsSetting;
import io.lockweir.encryption.kms.KmsSettings;
import io.lockweir.kms.Choice;
import io.lockweir.kms.SecretFile;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the driver needs to know, checked.
 *
 * @param region for keys that are named without a region
 * @param own the driver's own long-term key, in place of the default chain
 * @param role to be assumed, by the credentials of the default chain or by a web identity
 */
record AwsSettings(
        Optional<String> region,
        Optional<URI> endpoint,
        Optional<URI> stsEndpoint,
        Optional<OwnKey> own,
        Optional<RoleToAssume> role,
        Duration timeout) {
    private static final String REGION = "region";
    private static final String ENDPOINT = "endpoint";
    private static final String STS_ENDPOINT = "sts.endpoint";
    private static final String ACCESS_KEY_ID = "access.key.id";
    private static final String SECRET_ACCESS_KEY = "secret.access.key";
    private static final String ROLE_ARN = "role.arn";
    private static final String EXTERNAL_ID = "role.external.id";
    private static final String SESSION_NAME = "role.session.name";
    private static final String SESSION_SECONDS = "role.session.seconds";
    private static final String WEB_IDENTITY = "web.identity.token.file";
    private static final String TIMEOUT_MS = "timeout.ms";

    static final List<KmsSetting> DECLARED = List.of(
            optional(REGION, TEXT, "The region, when the key is not named by an ARN. An ARN names its own region."),
            optional(
                    ENDPOINT, TEXT, "URL of KMS in place of the region's public endpoint, for example a VPC endpoint."),
            optional(STS_ENDPOINT, TEXT, "URL of STS in place of the region's public endpoint."),
            optional(
                    ACCESS_KEY_ID,
                    TEXT,
                    "Id of a long-term access key. Without it the AWS SDK's default chain is asked: system properties, "
                            + "environment, web identity, profile, container, instance."),
            optional(SECRET_ACCESS_KEY, SECRET, "The secret of access.key.id. Give it through a config provider."),
            optional(ROLE_ARN, TEXT, "ARN of a role to assume before KMS is called."),
            optional(EXTERNAL_ID, SECRET, "The external id that the role's trust policy asks for."),
            withDefault(
                    SESSION_NAME,
                    TEXT,
                    "lockweir",
                    "Name of the role's session, as CloudTrail shows it; for example the name of the Connect cluster."),
            withDefault(
                    SESSION_SECONDS,
                    NUMBER,
                    "3600",
                    "How long a session of the role lasts, in seconds; it is renewed before its end."),
            optional(
                    WEB_IDENTITY,
                    TEXT,
                    "Path of a web identity token, with which role.arn is assumed. Read again for each session."),
            withDefault(TIMEOUT_MS, NUMBER, "5000", "How many milliseconds a call may take."));

    static AwsSettings of(KmsSettings settings) {
        Optional<OwnKey> own = Choice.together(settings, ACCESS_KEY_ID, SECRET_ACCESS_KEY)
                ? Optional.of(new OwnKey(settings.text(ACCESS_KEY_ID), settings.text(SECRET_ACCESS_KEY)))
                : Optional.empty();
        Optional<RoleToAssume> role = settings.optional(ROLE_ARN)
                .map(arn -> new RoleToAssume(
                        arn,
                        settings.optional(EXTERNAL_ID),
                        settings.text(SESSION_NAME),
                        Duration.ofSeconds(settings.number(SESSION_SECONDS)),
                        settings.optional(WEB_IDENTITY).map(path -> new SecretFile(settings.key(WEB_IDENTITY), path))));
        for (String name : List.of(EXTERNAL_ID, WEB_IDENTITY)) {
            if (role.isEmpty() && settings.optional(name).isPresent()) {
                Choice.needed(settings, ROLE_ARN, "'" + settings.key(name) + "'");
            }
        }
        return new AwsSettings(
                settings.optional(REGION),
                uri(settings, ENDPOINT),
                uri(settings, STS_ENDPOINT),
                own,
                role,
                Duration.ofMillis(settings.number(TIMEOUT_MS)));
    }

    private static Optional<URI> uri(KmsSettings settings, String name) {
        return settings.optional(name).map(text -> Choice.url(settings, name, text));
    }

    /** A long-term access key. */
    record OwnKey(String id, String secret) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "OwnKey " + id;
        }
    }

    /** A role and how it is assumed. */
    record RoleToAssume(
            String arn,
            Optional<String> externalId,
            String sessionName,
            Duration length,
            Optional<SecretFile> webIdentityTokenFile) {

        /** Without the external id. */
        @Override
        public String toString() {
            return "RoleToAssume " + arn;
        }
    }
}
