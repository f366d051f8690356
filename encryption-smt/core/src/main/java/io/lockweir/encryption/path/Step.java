package io.lockweir.encryption.path;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** One step from a row image to a value. The set is closed: each step has a frozen byte form in the associated data. */
public sealed interface Step {

    /** Any element of an array. */
    Step ELEMENT = new Element();
    /** Any value of a map. */
    Step MAP_VALUE = new MapValue();
    /** Any key of a map. */
    Step MAP_KEY = new MapKey();

    /** The frozen byte form: {@code 'F' lp(utf8 name) | 'A' | 'V' | 'K'}. */
    byte[] encoded();

    /** A field of a struct, or a key of a schemaless map. */
    record Field(String name) implements Step {
        public Field {
            Objects.requireNonNull(name, "name");
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
                throw new IllegalArgumentException(
                        "A field name holds a lone surrogate and has no UTF-8 form; rename the field");
            }
            if (name.getBytes(StandardCharsets.UTF_8).length > 0xFFFF) {
                throw new IllegalArgumentException("A field name is longer than 65535 bytes of UTF-8");
            }
        }

        @Override
        public byte[] encoded() {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            byte[] bytes = new byte[3 + utf8.length];
            bytes[0] = 'F';
            bytes[1] = (byte) (utf8.length >>> 8);
            bytes[2] = (byte) utf8.length;
            System.arraycopy(utf8, 0, bytes, 3, utf8.length);
            return bytes;
        }
    }

    /** Any element of an array: the index is not bound, a reorder is not detected. */
    record Element() implements Step {
        @Override
        public byte[] encoded() {
            return new byte[] {'A'};
        }
    }

    /** Any value of a map. */
    record MapValue() implements Step {
        @Override
        public byte[] encoded() {
            return new byte[] {'V'};
        }
    }

    /** Any key of a map. */
    record MapKey() implements Step {
        @Override
        public byte[] encoded() {
            return new byte[] {'K'};
        }
    }
}
