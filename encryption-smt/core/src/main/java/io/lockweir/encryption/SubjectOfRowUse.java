package io.lockweir.encryption;

import io.lockweir.encryption.keys.DataKeyUse;
import io.lockweir.encryption.keys.EncryptingKey;
import io.lockweir.encryption.keys.SubjectKeyUse;
import java.util.function.Supplier;

/** The key of the row's subject, whichever row it is. */
final class SubjectOfRowUse implements DataKeyUse {
    private final Supplier<SubjectKeyUse> use;
    private final RowSubject subject;

    SubjectOfRowUse(Supplier<SubjectKeyUse> use, RowSubject subject) {
        this.use = use;
        this.subject = subject;
    }

    @Override
    public EncryptingKey next(int plaintextBytes) {
        SubjectKeyUse keys = use.get();
        keys.subject(subject.name());
        return keys.next(plaintextBytes);
    }

    /** The engine closes what it shares. */
    @Override
    public void close() {}
}
