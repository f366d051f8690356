package io.lockweir.kmsserver.aws;

import io.lockweir.kmsserver.Answer;
import io.lockweir.kmsserver.Faults;
import io.lockweir.kmsserver.Request;
import io.lockweir.kmsserver.TestHttpServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A test server of ours that speaks AWS KMS, STS and Glue, all regions on one address. It verifies signatures, sessions, external ids and
 * the encryption context, encrypts really, and throttles, fails, expires and revokes on command. State lives in memory.
 */
public final class AwsTestServer implements AutoCloseable {
    private final Identities identities = new Identities(Clock.systemUTC());
    private final KmsService kms = new KmsService();
    private final StsService sts = new StsService(identities);
    private final GlueService glue = new GlueService();
    private final Faults faults = new Faults();
    private final TestHttpServer server = TestHttpServer.start(faults, this::answer);

    private AwsTestServer() {}

    public static AwsTestServer start() {
        return new AwsTestServer();
    }

    /** The endpoint of KMS and of STS. */
    public URI endpoint() {
        return server.address();
    }

    /** Faults of every region and of STS. */
    public Faults faults() {
        return faults;
    }

    /** Faults of KMS in one region. */
    public Faults faults(String region) {
        return kms.faults(region);
    }

    /** A user with a key of its own that does not expire. */
    public AccessKey user(String name) {
        return identities.user(name);
    }

    /** A role that any user may assume who knows the external id; an empty one is not asked for. */
    public Role role(String name, String externalId, Duration longest) {
        return identities.role(name, externalId, "", longest);
    }

    /** A role for whoever brings the web identity token. */
    public Role webIdentityRole(String name, String token, Duration longest) {
        return identities.role(name, "", token, longest);
    }

    public void remove(Role role) {
        identities.remove(role);
    }

    public void remove(AccessKey key) {
        identities.remove(key);
    }

    /** From now on every session issued so far is expired, before its time. */
    public void expireSessions() {
        identities.expireSessions();
    }

    /** A new key in a region; returns its ARN. */
    public String createKey(String region) {
        return kms.add(KmsKey.create(region, KmsService.newKeyId(""))).arn();
    }

    /** A new multi-Region key; returns the ARN in the first region. */
    public String createMultiRegionKey(String primary, String... replicas) {
        KmsKey key = kms.add(KmsKey.create(primary, KmsService.newKeyId("mrk-")));
        for (String region : replicas) {
            kms.add(key.replica(region));
        }
        return key.arn();
    }

    /** New material for a key; what the old material encrypted still decrypts. */
    public void rotate(String arn) {
        kms.key(arn).rotate();
    }

    public void disable(String arn) {
        kms.state(arn, "Disabled");
    }

    public void enable(String arn) {
        kms.state(arn, "Enabled");
    }

    public void scheduleDeletion(String arn) {
        kms.state(arn, "PendingDeletion");
    }

    public void delete(String arn) {
        kms.delete(arn);
    }

    /** Takes every permission on a key away from everyone, until {@link #allow}. */
    public void deny(String arn) {
        kms.deny(arn);
    }

    public void allow(String arn) {
        kms.allow(arn);
    }

    /** Every call of KMS that was signed rightly, the oldest first. */
    public List<KmsCall> calls() {
        return List.copyOf(kms.calls());
    }

    /** The Glue Data Catalog at {@link #endpoint()}. */
    public GlueService glue() {
        return glue;
    }

    /** Who assumed which role how, the oldest first. */
    public List<Assumption> assumptions() {
        return sts.assumptions();
    }

    /** An object store that knows the same users and sessions. The caller closes it. */
    public S3Folder objectStore(Path folder) {
        return new S3Folder(identities, folder);
    }

    /**
     * A gateway before an Iceberg REST catalog, which knows the same users and sessions. The caller closes it.
     *
     * @param bearer makes the tokens by which the gateway itself comes to the catalog
     * @param lifetime of the object store credentials that come with a table
     * @param refreshes whether clients are told where to get the next ones
     */
    public CatalogGateway catalogGateway(URI upstream, Supplier<String> bearer, Duration lifetime, boolean refreshes) {
        return new CatalogGateway(identities, upstream, bearer, lifetime, refreshes);
    }

    private Answer answer(Request request) {
        String target = request.header("X-Amz-Target").orElse("");
        try {
            faults.next().ifPresent(AwsTestServer::fail);
            if (target.isEmpty()) {
                return sts.answer(request);
            }
            AccessKey caller = identities.signerOf(request);
            return target.startsWith(GlueService.TARGET)
                    ? glue.answer(request, caller)
                    : kms.answer(request, SignatureVersion4.of(request).region(), caller);
        } catch (AwsError e) {
            if (target.isEmpty()) {
                return StsService.failed(e);
            }
            return target.startsWith(GlueService.TARGET) ? GlueService.failed(e) : KmsService.failed(e);
        }
    }

    static void fail(Faults.Kind kind) {
        throw switch (kind) {
            case THROTTLED -> new AwsError(400, "ThrottlingException", "Rate exceeded");
            case FAILED -> new AwsError(500, "KMSInternalException", "An internal error occurred");
        };
    }

    @Override
    public void close() {
        server.close();
    }
}
