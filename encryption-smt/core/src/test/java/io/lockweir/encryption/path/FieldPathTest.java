package io.lockweir.encryption.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {

    @Test
    void readsEveryKindOfStep() {
        assertThat(FieldPath.parse("items[*].labels{*}.`a.b`[*]{key}").steps())
                .containsExactly(
                        new Step.Field("items"),
                        Step.ELEMENT,
                        new Step.Field("labels"),
                        Step.MAP_VALUE,
                        new Step.Field("a.b"),
                        Step.ELEMENT,
                        Step.MAP_KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email",
                "address.street",
                "items[*].x",
                "[*].x",
                "{*}",
                "a{key}",
                "`a.b`.c",
                "`a\\`b`",
                "`a.\\\\`.b",
                "a b.c-d_e",
                "`[x]`",
                "größe.naïve"
            })
    void readsBackWhatItWrites(String text) {
        FieldPath path = FieldPath.parse(text);
        assertThat(path).hasToString(text);
        assertThat(FieldPath.parse(path.toString())).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a[0]", "a[*", "a{x}", "a[*]b", "`a", "`a`b", "a.[*]"})
    void refusesWhatIsNoPathAndSaysHowToWriteOne(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FieldPath.parse(text))
                .withMessageStartingWith("Field path \"" + text + "\" ")
                .withMessageContaining("items[*].x");
    }

    @ParameterizedTest
    @CsvSource({
        "email,                   01 46 0005 656d61696c",
        "address.street,          02 46 0007 61646472657373 46 0006 737472656574",
        "items[*].x,              03 46 0005 6974656d73 41 46 0001 78",
        "m{*},                    02 46 0001 6d 56",
        "m{key},                  02 46 0001 6d 4b",
        "é,                       01 46 0002 c3a9",
    })
    void hasFrozenBytes(String text, String hex) {
        assertThat(HexFormat.of().formatHex(FieldPath.parse(text).encoded())).isEqualTo(hex.replace(" ", ""));
    }

    @Test
    void wholePartHasNoSteps() {
        assertThat(FieldPath.WHOLE.encoded()).containsExactly(0);
    }

    @Test
    void dotsInsideNamesDoNotMakeOtherPathsEqual() {
        assertThat(FieldPath.of("a.b").encoded())
                .isNotEqualTo(FieldPath.of("a", "b").encoded());
        assertThat(FieldPath.of("a", "b")).isEqualTo(FieldPath.parse("a.b"));
        assertThat(FieldPath.parse("a").then(Step.ELEMENT)).isEqualTo(FieldPath.parse("a[*]"));
    }

    @Test
    void refusesWhatHasNoBytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> FieldPath.of("a\uD800"));
        assertThatIllegalArgumentException().isThrownBy(() -> FieldPath.of("x".repeat(65536)));
        List<Step> steps = Collections.nCopies(256, Step.ELEMENT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FieldPath(steps))
                .withMessage("A field path has 256 steps; at most 255 are possible");
    }

    @Test
    void partsHaveFrozenCodes() {
        assertThat(Part.FIELD_OF_KEY.code()).isEqualTo((byte) 'K');
        assertThat(Part.FIELD_OF_VALUE.code()).isEqualTo((byte) 'V');
        assertThat(Part.WHOLE_KEY.code()).isEqualTo((byte) 'k');
        assertThat(Part.WHOLE_VALUE.code()).isEqualTo((byte) 'v');
        assertThat(Part.values()).filteredOn(Part::whole).containsExactly(Part.WHOLE_KEY, Part.WHOLE_VALUE);
    }
}
