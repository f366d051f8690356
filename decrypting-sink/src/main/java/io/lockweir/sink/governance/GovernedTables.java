package io.lockweir.sink.governance;

import io.lockweir.sink.catalog.SinkCatalog;
import io.lockweir.sink.catalog.TableCreation;
import io.lockweir.sink.hold.Hold;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens tables as their designs say. A design is read whenever its table is loaded, that is at the start and when reading
 * begins anew, and stands for the commits until then.
 */
public final class GovernedTables implements Governance {

    private static final Logger LOG = LoggerFactory.getLogger(GovernedTables.class);
    private static final int SHOWN = 10;

    private final GovernanceConfig config;
    private final Map<TableIdentifier, TableDesign> designs = new ConcurrentHashMap<>();

    public GovernedTables(GovernanceConfig config) {
        this.config = config;
    }

    /**
     * Loads a table, after it was created or its columns were changed where that is allowed. Blocks.
     *
     * @throws NoSuchTableException if there is none, and none may be created
     * @throws org.apache.kafka.common.config.ConfigException if its design cannot be used
     */
    public Table load(SinkCatalog catalog, TableIdentifier id) {
        Optional<TableDesign> design = config.designs().map(folder -> read(folder, id));
        if (design.isEmpty()) {
            return catalog.load(id);
        }
        Table table = loadOrCreate(catalog, id, design.get());
        return config.evolve() == Permission.DESIGN
                ? SchemaEvolution.follow(id, table, design.get(), () -> catalog.load(id))
                : table;
    }

    private Table loadOrCreate(SinkCatalog catalog, TableIdentifier id, TableDesign design) {
        try {
            return catalog.load(id);
        } catch (NoSuchTableException e) {
            if (config.create() == Permission.NEVER) {
                throw e;
            }
            NewTable.requireCreatable(id, design);
            TableCreation.create(
                    catalog, id, design.schema(), design.spec(), design.order(), NewTable.properties(design));
            LOG.info("Table {} was created as its design says", id);
            return catalog.load(id);
        }
    }

    private TableDesign read(DesignFolder folder, TableIdentifier id) {
        try {
            TableDesign design = folder.read(id);
            designs.put(id, design);
            return design;
        } catch (IOException e) {
            TableDesign known = designs.get(id);
            if (known == null) {
                throw new UncheckedIOException("The design of table " + id + " cannot be read now", e);
            }
            LOG.warn("The design of table {} cannot be read now, its last text stands: {}", id, e.toString());
            return known;
        }
    }

    @Override
    public Optional<Hold> drift(TableIdentifier id, TableMetadata metadata) {
        TableDesign design = designs.get(id);
        List<Difference> differences =
                design == null ? List.of() : Differences.between(design, TableDesign.of(metadata));
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        String more = differences.size() > SHOWN ? "; and " + (differences.size() - SHOWN) + " more" : "";
        return Optional.of(Hold.drift(
                id,
                differences.toString(),
                differences.stream().limit(SHOWN).map(Difference::toString).collect(Collectors.joining("; ")) + more));
    }
}
