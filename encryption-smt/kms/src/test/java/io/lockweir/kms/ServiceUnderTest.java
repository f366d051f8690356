package io.lockweir.kms;

import io.lockweir.encryption.kms.KmsProvider;
import java.util.List;
import java.util.Map;

/**
 * A key service, its driver and what the service does on command. Commands last until they are taken back. One that a service can't
 * obey calls {@code Assumptions.abort} with the reason, so that the report shows the test as skipped.
 */
public interface ServiceUnderTest extends AutoCloseable {

    KmsProvider provider();

    /** Of a client that works. */
    Map<String, String> settings();

    /** A KEK that works. */
    String key();

    /** Another KEK that works. */
    String otherKey();

    /** A well-formed name of no KEK. */
    String missingKey();

    /** What must be seen nowhere: tokens, PINs, secrets. */
    List<String> secrets();

    /** Whether a wrapped data key can only have been made by the service, for one context. False for RSA. */
    default boolean authenticatesContext() {
        return true;
    }

    /** Takes the principal's permission on {@link #key} away. */
    void deny();

    void allow();

    /** Disables or deletes {@link #key}. */
    void revoke();

    /** Enables {@link #key}, or brings it back as it was. */
    void restore();

    /** The service does not answer any more. */
    void takeDown();

    void bringUp();

    /** The next request is one too many. */
    void throttleOnce();

    /** Ends the client's credentials before their time; nothing where they don't end. New ones are to be had. */
    void expireCredentials();

    @Override
    void close();
}
