package io.lockweir.kms.pkcs11;

import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import java.security.Provider;
import java.security.Security;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One slot of a PKCS#11 library.
 *
 * @param library its path
 * @param slot a line of SunPKCS11's configuration
 */
record Module(String library, String slot) implements Token.Providers {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Override
    public Provider make(Attempt attempt) throws KmsException {
        Provider base = Security.getProvider("SunPKCS11");
        if (base == null) {
            throw attempt.unavailable("this JVM has no SunPKCS11 provider");
        }
        return base.configure(configuration());
    }

    /** In the text form that {@code Provider.configure} takes after two hyphens. */
    private String configuration() {
        return String.join(
                "\n", "--name = Lockweir" + NUMBER.incrementAndGet(), "library = \"" + library + "\"", slot, "");
    }
}
