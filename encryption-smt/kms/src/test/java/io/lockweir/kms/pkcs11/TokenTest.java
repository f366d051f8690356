package io.lockweir.kms.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.Key;
import java.security.KeyStoreSpi;
import java.security.Provider;
import java.security.ProviderException;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many providers trouble makes, none of which can be closed. */
class TokenTest {
    private static final Attempt WRAP = Attempt.wrap("PKCS#11", "kek");

    private int made;
    private long now;
    private @Nullable String failure;
    private final Token token = new Token(attempt -> new TestProvider(), () -> "1234", () -> now);

    @Test
    void aModuleThatIsNotThereMakesOneProviderHoweverOftenItIsAsked() throws KmsException {
        failure = "CKR_TOKEN_NOT_PRESENT";
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofMinutes(2));
            fails();
        }
        assertThat(made).isEqualTo(1);
        failure = null;
        assertThat(token.kek(WRAP).key().getAlgorithm()).isEqualTo("AES");
        assertThat(made).isEqualTo(1);
    }

    @Test
    void aModuleThatWorkedAndFailsIsOpenedAnewOnce() throws KmsException {
        works();
        pass(Duration.ofMinutes(1));
        failure = "CKR_SESSION_HANDLE_INVALID";
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofMinutes(2));
            fails();
        }
        failure = null;
        works();
        assertThat(made).isEqualTo(2);
    }

    @Test
    void aModuleThatComesAndGoesIsOpenedAnewOnceAMinute() throws KmsException {
        for (int second = 0; second < 300; second++) {
            failure = null;
            works();
            failure = "CKR_DEVICE_ERROR";
            pass(Duration.ofSeconds(1));
            fails();
        }
        assertThat(made).isLessThanOrEqualTo(6);
    }

    @Test
    void aRefusalNeedsNoOtherProvider() throws KmsException {
        works();
        pass(Duration.ofMinutes(2));
        failure = "CKR_KEY_FUNCTION_NOT_PERMITTED";
        fails();
        failure = null;
        works();
        assertThat(made).isEqualTo(1);
    }

    private void works() throws KmsException {
        token.kek(WRAP);
        token.worked();
    }

    private void fails() {
        assertThatExceptionOfType(KmsException.class).isThrownBy(() -> token.kek(WRAP));
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private void answer() {
        if (failure != null) {
            throw new ProviderException(failure);
        }
    }

    /** Stands for SunPKCS11. */
    private final class TestProvider extends Provider {
        private static final long serialVersionUID = 1L;

        TestProvider() {
            super("Test", "1", "Stands for SunPKCS11");
            made++;
            putService(new Service(this, "KeyStore", "PKCS11", TestKeys.class.getName(), null, null) {
                @Override
                public Object newInstance(@Nullable Object parameter) {
                    return new TestKeys();
                }
            });
        }
    }

    /** A token with one key. */
    private final class TestKeys extends KeyStoreSpi {

        @Override
        public Key engineGetKey(String alias, char @Nullable [] password) {
            answer();
            return new SecretKeySpec(new byte[] {1}, "AES");
        }

        @Override
        public void engineLoad(@Nullable InputStream stream, char @Nullable [] password) {
            answer();
        }

        @Override
        public Certificate @Nullable [] engineGetCertificateChain(String alias) {
            return null;
        }

        @Override
        public @Nullable Certificate engineGetCertificate(String alias) {
            return null;
        }

        @Override
        public @Nullable Date engineGetCreationDate(String alias) {
            return null;
        }

        @Override
        public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineSetCertificateEntry(String alias, Certificate certificate) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineDeleteEntry(String alias) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Enumeration<String> engineAliases() {
            return Collections.emptyEnumeration();
        }

        @Override
        public boolean engineContainsAlias(String alias) {
            return true;
        }

        @Override
        public int engineSize() {
            return 1;
        }

        @Override
        public boolean engineIsKeyEntry(String alias) {
            return true;
        }

        @Override
        public boolean engineIsCertificateEntry(String alias) {
            return false;
        }

        @Override
        public @Nullable String engineGetCertificateAlias(Certificate certificate) {
            return null;
        }

        @Override
        public void engineStore(OutputStream stream, char[] password) {
            throw new UnsupportedOperationException();
        }
    }
}
