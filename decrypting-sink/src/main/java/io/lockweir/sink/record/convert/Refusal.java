package io.lockweir.sink.record.convert;

import io.lockweir.sink.record.ReasonCode;
import java.io.Serial;

/**
 * A value or a pair of schemas that does not convert. Holds no value and, on purpose, neither cause nor stack trace: causes
 * such as a parser's quote the value, and a bad topic must not cost a stack walk per record.
 */
public final class Refusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ReasonCode reason;
    private final ReasonCode.Disposition disposition;
    private final String field;

    /**
     * @param field path of the field, empty for the whole record
     * @param detail what is wrong, by types and names only
     */
    public Refusal(ReasonCode reason, String field, String detail) {
        this(reason, reason.disposition(), field, detail);
    }

    /** @param disposition as configured, where the reason leaves it open */
    public Refusal(ReasonCode reason, ReasonCode.Disposition disposition, String field, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
        this.disposition = disposition;
        this.field = field;
    }

    /** What is stopped. */
    public ReasonCode.Disposition disposition() {
        return disposition;
    }

    public ReasonCode reason() {
        return reason;
    }

    public String field() {
        return field;
    }

    /** What is wrong, by types and names only. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
