package io.lockweir.kms.vault;

import io.lockweir.encryption.kms.Kms;
import io.lockweir.encryption.kms.KmsProvider;
import io.lockweir.encryption.kms.KmsSetting;
import io.lockweir.encryption.kms.KmsSettings;
import java.time.Clock;
import java.util.List;

/** Driver {@code vault}: HashiCorp Vault or OpenBao, transit engine. */
public final class VaultKmsProvider implements KmsProvider {

    @Override
    public String name() {
        return "vault";
    }

    @Override
    public List<KmsSetting> settings() {
        return VaultSettings.DECLARED;
    }

    @Override
    public Kms open(KmsSettings settings) {
        VaultSettings checked = VaultSettings.of(settings);
        return new VaultKms(checked.connection(), checked.mount(), checked.login(), Clock.systemUTC());
    }

    /** Empty associated data is none: the text is Vault's own. */
    @Override
    public Kms openUnbound(KmsSettings settings) {
        return open(settings);
    }
}
