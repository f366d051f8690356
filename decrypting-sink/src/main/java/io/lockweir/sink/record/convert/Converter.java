package io.lockweir.sink.record.convert;

/** Converts one value that is not null to Iceberg's generic Java form. */
@FunctionalInterface
public interface Converter {

    /**
     * The value in Iceberg's form.
     *
     * @throws Refusal if the value does not convert losslessly
     */
    Object convert(Object value);
}
