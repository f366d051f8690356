package io.lockweir.sink.governance;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/**
 * What is demanded of tables, and what the sink may do to them.
 *
 * @param designs absent if tables are taken as they are
 */
public record GovernanceConfig(Optional<DesignFolder> designs, Permission create, Permission evolve) {

    public static final String DESIGN = "table.design";
    static final String CREATE = "table.create";
    static final String EVOLVE = "schema.evolve";

    /** Tables as they are; nothing may be changed. */
    public static final GovernanceConfig NONE =
            new GovernanceConfig(Optional.empty(), Permission.NEVER, Permission.NEVER);

    /** @throws ConfigException if a change is allowed without a design to change to */
    public GovernanceConfig {
        refuseWithoutDesign(designs, CREATE, create);
        refuseWithoutDesign(designs, EVOLVE, evolve);
    }

    private static void refuseWithoutDesign(Optional<DesignFolder> designs, String key, Permission permission) {
        if (designs.isEmpty() && permission != Permission.NEVER) {
            throw new ConfigException(key + "=design needs " + DESIGN + ": a table is never made of records alone");
        }
    }

    /** Adds the section's keys. */
    public static ConfigDef addTo(ConfigDef definition) {
        return definition
                .define(
                        DESIGN,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "Folder of design files, NAMESPACE.TABLE.json, one for every table, made by lockweir-tables design"
                                + " export. A table that is not as designed, at the start or before any commit, holds with"
                                + " what differs. Without it tables are taken as they are.")
                .define(
                        CREATE,
                        ConfigDef.Type.STRING,
                        "never",
                        CaseInsensitiveValidString.in("never", "design"),
                        Importance.MEDIUM,
                        "Whether a missing table is created. design: as its design file says, in a namespace that is there."
                                + " The principal then needs the grant to create tables.")
                .define(
                        EVOLVE,
                        ConfigDef.Type.STRING,
                        "never",
                        CaseInsensitiveValidString.in("never", "design"),
                        Importance.MEDIUM,
                        "Whether the columns of a table follow a newer design file, at the start of a task. design: columns"
                                + " are added, types widened and required ones made optional, by Iceberg's rules; any other"
                                + " difference holds. Never from records.");
    }

    /** Reads the section; keys of other sections are ignored. */
    public static GovernanceConfig of(AbstractConfig config) {
        String folder = config.getString(DESIGN).trim();
        return new GovernanceConfig(
                folder.isEmpty() ? Optional.empty() : Optional.of(new DesignFolder(Path.of(folder))),
                permission(config, CREATE),
                permission(config, EVOLVE));
    }

    private static Permission permission(AbstractConfig config, String key) {
        return Permission.valueOf(config.getString(key).toUpperCase(Locale.ROOT));
    }
}
