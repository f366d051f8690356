package io.lockweir.connect.rule;

import io.lockweir.encryption.path.FieldPath;
import java.util.List;

/** Which fields of a topic a rule is about. */
public sealed interface FieldSelection {

    /** These fields, each of which must exist. */
    record Named(List<FieldPath> fields) implements FieldSelection {
        public Named {
            fields = List.copyOf(fields);
        }
    }

    /**
     * Every field of the row, those of later schemas too, but the clear ones and the ones that other rules name. A clear field may be
     * missing: the worst that a misspelt name does is that too much is encrypted.
     */
    record AllBut(List<FieldPath> clear) implements FieldSelection {
        public AllBut {
            clear = List.copyOf(clear);
        }
    }
}
