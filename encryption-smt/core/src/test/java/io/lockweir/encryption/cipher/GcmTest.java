package io.lockweir.encryption.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.crypto.tink.subtle.AesGcmJce;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GcmTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] KEY = HEX.parseHex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");

    /** McGrew and Viega, "The Galois/Counter Mode of Operation", test case 16. */
    @Test
    void opensThePublishedVector() throws GeneralSecurityException {
        String iv = "cafebabefacedbaddecaf888";
        String sealed = "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                + "76fc6ece0f4e1768cddf8853bb2d551b";
        byte[] associatedData = HEX.parseHex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        String plaintext = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
        byte[] opened = new GcmOpener(KEY).open(associatedData, HEX.parseHex("00" + iv + sealed), 1);
        assertThat(HEX.formatHex(opened)).isEqualTo(plaintext);
        assertThat(ReferenceCrypto.gcmOpen(KEY, HEX.parseHex(iv), associatedData, HEX.parseHex(sealed)))
                .isEqualTo(opened);
    }

    @Test
    void agreesWithTinkInBothDirections() throws GeneralSecurityException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        AesGcmJce tink = new AesGcmJce(KEY);
        GcmSealer sealer = new GcmSealer(KEY, random.nextInt());
        GcmOpener opener = new GcmOpener(KEY);
        for (int length = 0; length < 100; length++) {
            byte[] plaintext = new byte[length];
            random.nextBytes(plaintext);
            byte[] associatedData = new byte[length % 40];
            random.nextBytes(associatedData);
            byte[] sealed = new byte[sealer.sealedLength(length)];
            sealer.seal(associatedData, plaintext, length, sealed, 0);
            assertThat(tink.decrypt(sealed, associatedData)).as("seed %d", seed).isEqualTo(plaintext);
            assertThat(opener.open(associatedData, tink.encrypt(plaintext, associatedData), 0))
                    .as("seed %d", seed)
                    .isEqualTo(plaintext);
        }
    }

    @Test
    void countsItsIvsUpFromZero() {
        GcmSealer sealer = new GcmSealer(KEY, 0xFFFFFFFE);
        byte[] sealed = new byte[sealer.sealedLength(0)];
        for (int i = 0; i < 300; i++) {
            sealer.seal(new byte[0], new byte[0], 0, sealed, 0);
            assertThat(HEX.formatHex(Arrays.copyOf(sealed, 12))).isEqualTo("fffffffe%016x".formatted(i));
        }
    }

    @Test
    void drawsFreshIvsAtRandomOrFromTheProvider() {
        for (IvSource ivs : new IvSource[] {IvSource.RANDOM, IvSource.PROVIDER}) {
            GcmSealer sealer = new GcmSealer(KEY, 7);
            GcmOpener opener = new GcmOpener(KEY);
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < 300; i++) {
                byte[] sealed = new byte[sealer.sealedLength(3)];
                sealer.seal(ivs, new byte[2], new byte[3], 3, sealed, 0);
                assertThat(seen.add(HEX.formatHex(sealed, 0, 12))).isTrue();
                assertThat(opener.open(new byte[2], sealed, 0)).containsExactly(0, 0, 0);
            }
            assertThat(seen).noneMatch(iv -> iv.startsWith("00000007"));
        }
    }

    @Test
    void spendsAnIvEvenWhenSealingFails() {
        GcmSealer sealer = new GcmSealer(KEY, 1);
        byte[] tooShort = new byte[14];
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> sealer.seal(new byte[0], new byte[10], 10, tooShort, 0));
        byte[] sealed = new byte[sealer.sealedLength(0)];
        sealer.seal(new byte[0], new byte[0], 0, sealed, 0);
        assertThat(HEX.formatHex(Arrays.copyOf(sealed, 12))).isEqualTo("000000010000000000000001");
    }

    @Test
    void refusesWhatDoesNotAuthenticateAndGoesOn() {
        GcmOpener opener = new GcmOpener(KEY);
        GcmSealer sealer = new GcmSealer(KEY, 1);
        byte[] sealed = new byte[sealer.sealedLength(3)];
        sealer.seal(new byte[2], new byte[3], 3, sealed, 0);
        byte[] changed = sealed.clone();
        changed[13] ^= 1;
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> opener.open(new byte[2], changed, 0))
                .returns(Reason.TAG_MISMATCH, EnvelopeException::reason)
                .withNoCause();
        assertThat(opener.open(new byte[2], sealed, 0)).containsExactly(0, 0, 0);
    }

    @Test
    void refusesAZeroOrShortKey() {
        for (byte[] key : new byte[][] {new byte[32], new byte[16], Arrays.copyOf(KEY, 31)}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new GcmSealer(key, 0));
            assertThatIllegalArgumentException().isThrownBy(() -> new GcmOpener(key));
        }
    }
}
