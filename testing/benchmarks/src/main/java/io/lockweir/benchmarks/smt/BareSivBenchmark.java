package io.lockweir.benchmarks.smt;

import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.daead.DeterministicAeadConfig;
import com.google.crypto.tink.daead.PredefinedDeterministicAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What {@link BareCipherBenchmark} is for mode join: Tink's AES-256-SIV with 18 bytes of associated data, UTF-8 and base64. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@SuppressWarnings("NullAway.Init") // JMH's life cycle: the fields are set in @Setup
public class BareSivBenchmark {

    private static final int RING = 256;

    @Param
    public Shape shape;

    private final byte[] associatedData = new byte[18];
    private DeterministicAead siv;
    private String[] clear;
    private String[] encrypted;
    private int next;

    @Setup
    public void fill() throws GeneralSecurityException {
        DeterministicAeadConfig.register();
        siv = KeysetHandle.generateNew(PredefinedDeterministicAeadParameters.AES256_SIV, RegistryConfiguration.get())
                .getPrimitive(RegistryConfiguration.get(), DeterministicAead.class);
        clear = new String[RING];
        encrypted = new String[RING];
        for (int i = 0; i < RING; i++) {
            clear[i] = shape.text(i);
            encrypted[i] = encrypt(clear[i]);
        }
    }

    @Benchmark
    public void encrypt(Blackhole blackhole) throws GeneralSecurityException {
        for (int i = 0; i < shape.encryptedValues(); i++) {
            blackhole.consume(encrypt(clear[step()]));
        }
    }

    @Benchmark
    public void decrypt(Blackhole blackhole) throws GeneralSecurityException {
        for (int i = 0; i < shape.encryptedValues(); i++) {
            byte[] plaintext =
                    siv.decryptDeterministically(Base64.getDecoder().decode(encrypted[step()]), associatedData);
            blackhole.consume(new String(plaintext, StandardCharsets.UTF_8));
        }
    }

    private String encrypt(String value) throws GeneralSecurityException {
        byte[] plaintext = value.getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(siv.encryptDeterministically(plaintext, associatedData));
    }

    private int step() {
        next = (next + 1) % RING;
        return next;
    }
}
