package io.lockweir.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import io.lockweir.encryption.keys.KeySource;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.path.FieldPath;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.DecryptSpec;
import io.lockweir.encryption.policy.EncryptSpec;
import io.lockweir.encryption.policy.Padding;
import io.lockweir.encryption.policy.RecordSpec;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.ValueSchema;
import io.lockweir.encryption.value.ValueType;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RowBindingTest {
    private static final ValueSchema TEXT = ValueSchema.of(ValueType.STRING);
    private static final Scope ROW = new Scope.Row("bank");

    private final KeySource keys = Bound.keys();
    private final EncryptionEngine engine = new EncryptionEngine(keys);

    @AfterEach
    void close() {
        engine.close();
        keys.close();
    }

    @Test
    void encodesWhatIsThereInTheOrderOfTheSteps() {
        RowBinding row = binding("b", "a.z", "a");
        row.enter(new @Nullable Object[] {"1", "2", "3"});
        assertThat(HexFormat.of().formatHex(row.bytes()))
                .isEqualTo("03" + "01" + "46000161" + "00000002" + "0833" + "02" + "460001614600017a" + "00000002"
                        + "0832" + "01" + "46000162" + "00000002" + "0831");
        row.enter(new @Nullable Object[] {null, null, ""});
        assertThat(HexFormat.of().formatHex(row.bytes())).isEqualTo("01" + "01" + "46000161" + "00000001" + "08");
        row.enter(new @Nullable Object[] {null, null, null});
        assertThat(HexFormat.of().formatHex(row.bytes())).isEqualTo("00");
        assertThat(row).hasToString("b, a.z, a");
    }

    @Test
    void anotherRowOrNoneDoesNotOpen() {
        RowBinding row = binding("id");
        FieldEncryptor encryptor = engine.encryptor(new EncryptSpec(Part.FIELD_OF_VALUE, Bound.PATH, ROW, TEXT), row);
        FieldDecryptor decryptor = engine.decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, Bound.PATH, ROW, TEXT), row);
        row.enter(new @Nullable Object[] {"1"});
        byte[] envelope = encryptor.encrypt("secret");
        assertThat(decryptor.decrypt(envelope).value()).isEqualTo("secret");

        for (String other : new @Nullable String[] {"2", "", null}) {
            row.enter(new @Nullable Object[] {other});
            assertThatExceptionOfType(EnvelopeException.class)
                    .isThrownBy(() -> decryptor.decrypt(envelope))
                    .returns(Reason.TAG_MISMATCH, EnvelopeException::reason)
                    .withMessageContaining("one of the fields it is bound to (id) has another value or type");
        }
        row.leave();
        assertThatIllegalStateException().isThrownBy(() -> decryptor.decrypt(envelope));
        assertThatIllegalStateException().isThrownBy(() -> encryptor.encrypt("secret"));
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> engine.decryptor(new DecryptSpec(Part.FIELD_OF_VALUE, Bound.PATH, Bound.BANK, TEXT))
                        .decrypt(envelope))
                .returns(Reason.WRONG_SUITE, EnvelopeException::reason);
    }

    @Test
    void aRowThatCanNotBeEncodedLeavesNoneBehind() {
        RowBinding row = binding("id");
        row.enter(new @Nullable Object[] {"1"});
        assertThatExceptionOfType(EnvelopeException.class)
                .isThrownBy(() -> row.enter(new @Nullable Object[] {"canary\ud800"}))
                .returns(Reason.LONE_SURROGATE, EnvelopeException::reason)
                .withMessageContaining("Field id, which values are bound to")
                .withMessageNotContaining("canary");
        assertThatIllegalStateException().isThrownBy(row::bytes);
    }

    @Test
    void refusesBindingsThatSayNothing() {
        assertThatIllegalArgumentException().isThrownBy(RowBindingTest::binding);
        assertThatIllegalArgumentException().isThrownBy(() -> binding("a", "a"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> binding(Collections.nCopies(256, "a").toArray(String[]::new)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.encryptor(new EncryptSpec(Part.FIELD_OF_VALUE, Bound.PATH, ROW, TEXT)))
                .withMessageContaining("say to which of its fields");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.encryptor(
                        new EncryptSpec(Part.FIELD_OF_VALUE, Bound.PATH, Bound.BANK, TEXT), binding("a")))
                .withMessageContaining("binds nothing to a row");
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordSpec(Part.WHOLE_VALUE, ROW));
    }

    @Test
    void refusesPaddingAndTypesThatAJoinDomainHasNot() {
        Scope join = new Scope.Join(JoinDomain.of("d", ValueType.STRING));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EncryptSpec(Part.FIELD_OF_VALUE, Bound.PATH, join, TEXT, new Padding(16)));
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordSpec(Part.WHOLE_KEY, join));
        for (int multiple : new int[] {-1, 1, 65_537}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Padding(multiple));
        }
    }

    private static RowBinding binding(String... paths) {
        return new RowBinding(List.of(paths).stream()
                .map(path -> new RowBinding.Sibling(FieldPath.parse(path), TEXT))
                .toList());
    }
}
