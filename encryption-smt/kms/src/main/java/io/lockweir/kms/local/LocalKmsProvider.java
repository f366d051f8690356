package io.lockweir.kms.local;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.encryption.kms.KmsSetting;
import io.lockweir.encryption.kms.KmsSettings;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Driver {@code local}: TEST ONLY. */
public final class LocalKmsProvider implements KmsProvider {
    private static final Logger LOG = LoggerFactory.getLogger(LocalKmsProvider.class);
    private static final String INSECURE = "i.know.this.is.insecure";
    private static final String FILE = "file";

    @Override
    public String name() {
        return "local";
    }

    @Override
    public List<KmsSetting> settings() {
        return List.of(
                KmsSetting.required(
                        FILE,
                        KmsSetting.Type.TEXT,
                        "TEST ONLY. Path of a file of KEKs in clear text: a line NAME=BASE64 of 32 bytes each, and optionally "
                                + "NAME.state=enabled|disabled|denied|unavailable. Read at every call."),
                KmsSetting.withDefault(
                        INSECURE,
                        KmsSetting.Type.FLAG,
                        "false",
                        "Must be true for this driver to start: whoever can read the file can decrypt everything."));
    }

    @Override
    public Kms open(KmsSettings settings) {
        if (!settings.flag(INSECURE)) {
            throw new IllegalArgumentException(
                    "The local driver keeps KEKs in clear text and is for tests only. Use a key " + "service, or set '"
                            + settings.key(INSECURE) + "=true' where nothing has to stay secret.");
        }
        LOG.warn("KEKs come from a file of clear text ({}): for tests only", settings.key(FILE));
        return new LocalKms(settings.text(FILE));
    }
}
