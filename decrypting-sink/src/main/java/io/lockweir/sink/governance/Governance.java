package io.lockweir.sink.governance;

import io.lockweir.sink.hold.Hold;
import java.util.Optional;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.TableIdentifier;

/** Whether a table is what it was designed to be; asked at the start and before every commit. Thread-safe. */
@FunctionalInterface
public interface Governance {

    /** Takes every table as it is. */
    Governance NONE = (table, metadata) -> Optional.empty();

    /** The HOLD that stands for the differences; answered by {@code accept} for just these. Never throws, does no I/O. */
    Optional<Hold> drift(TableIdentifier table, TableMetadata metadata);
}
