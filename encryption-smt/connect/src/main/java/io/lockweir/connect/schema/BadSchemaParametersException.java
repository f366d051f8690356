package io.lockweir.connect.schema;

import org.apache.kafka.connect.errors.DataException;

/** The {@code lockweir.} parameters of an encrypted field do not describe a schema. Names the parameter, never its value. */
public final class BadSchemaParametersException extends DataException {
    private static final long serialVersionUID = 1L;

    BadSchemaParametersException(String defect) {
        super("The schema parameters of the encrypted field can't be read: " + defect);
    }
}
