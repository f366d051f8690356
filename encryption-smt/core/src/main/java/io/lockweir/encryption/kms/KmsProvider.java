package io.lockweir.encryption.kms;

import java.util.List;

/** A driver for one kind of key service, found by {@link java.util.ServiceLoader} in the plugin's own directory. */
public interface KmsProvider {

    /** The value of {@code kek.LABEL.kms}: aws, vault, gcp, azure, pkcs11, local. */
    String name();

    /** The driver's settings, without prefix. Anything else is refused before {@link #open}. */
    List<KmsSetting> settings();

    /**
     * A client. Does no call that needs the service: a worker must start while the service is down.
     *
     * @throws IllegalArgumentException naming the setting, as the settings prefix it, when settings contradict each other
     */
    Kms open(KmsSettings settings);

    /**
     * A client as {@link #open} returns it, whose wrapped data keys are the service's own bytes, bound to no context: the profile
     * {@code confluent} has that form and no other. Data keys may have other lengths than 32 bytes. Called by
     * {@link KmsClients#openUnbound} alone.
     *
     * @throws IllegalArgumentException as {@link #open} does, and if the driver has no such form
     */
    default Kms openUnbound(KmsSettings settings) {
        throw new IllegalArgumentException("Driver '" + name() + "' has no form of wrapped keys that profile confluent"
                + " knows. Take aws, azure, gcp or vault.");
    }
}
