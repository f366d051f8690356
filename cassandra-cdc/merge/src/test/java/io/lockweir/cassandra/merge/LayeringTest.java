package io.lockweir.cassandra.merge;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.Test;

class LayeringTest {

    private static final String ROOT = "io.lockweir.cassandra.merge";

    @Test
    void eachPackageKnowsOnlyTheOnesBelowIt() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("steps")
                .definedBy(ROOT)
                .layer("store")
                .definedBy(ROOT + ".store")
                .layer("state")
                .definedBy(ROOT + ".state")
                .layer("order")
                .definedBy(ROOT + ".order")
                .whereLayer("steps")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("store")
                .mayOnlyBeAccessedByLayers("steps")
                .whereLayer("state")
                .mayOnlyBeAccessedByLayers("steps", "store")
                .because("rules are pure and stores hold bytes; put what needs both into " + ROOT)
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(ROOT));
    }
}
