package io.lockweir.cassandra.format;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** A plain test rather than an {@code @ArchTest} field: Surefire reports those as no test at all. */
class LayeringTest {

    @Test
    void bytesSchemaMutationsAndFilesAreApart() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("bytes")
                .definedBy("io.lockweir.cassandra.format")
                .layer("schema")
                .definedBy("io.lockweir.cassandra.format.schema")
                .layer("log")
                .definedBy("io.lockweir.cassandra.format.log..")
                .layer("mutation")
                .definedBy("io.lockweir.cassandra.format.mutation")
                .layer("value")
                .definedBy("io.lockweir.cassandra.format.value")
                .whereLayer("log")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("mutation")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("value")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("schema")
                .mayOnlyBeAccessedByLayers("mutation", "value")
                .as(
                        "log, mutation -> schema, value -> schema; all -> bytes. Fix: hand over an Entry or a Slice instead.")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.lockweir.cassandra.format"));
    }
}
