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
}
