package io.lockweir.postgres;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** A plain test: Surefire passes over the failures of ArchUnit's own JUnit engine. */
class ArchitectureTest {

    @Test
    void packagesDependDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("connector")
                .definedBy("io.lockweir.postgres")
                .layer("preflight")
                .definedBy("io.lockweir.postgres.preflight")
                .layer("connection")
                .definedBy("io.lockweir.postgres.connection")
                .layer("auth")
                .definedBy("io.lockweir.postgres.auth")
                .whereLayer("connector")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("preflight")
                .mayOnlyBeAccessedByLayers("connector")
                .whereLayer("connection")
                .mayOnlyBeAccessedByLayers("connector", "preflight")
                .whereLayer("auth")
                .mayOnlyBeAccessedByLayers("connection")
                .because(
                        "connections know no slots and no configuration keys of the connector; move the class, or pass it what "
                                + "it needs as a parameter")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.lockweir.postgres"));
    }
}
