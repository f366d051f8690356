package io.lockweir.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Plain tests rather than {@code @ArchTest} fields: Surefire reports those as no test at all. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.lockweir.cli");

    @Test
    void packagesLookDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("program")
                .definedBy("io.lockweir.cli")
                .layer("command")
                .definedBy("io.lockweir.cli.command")
                .layer("work")
                .definedBy(
                        "io.lockweir.cli.envelope",
                        "io.lockweir.cli.keyset",
                        "io.lockweir.cli.store",
                        "io.lockweir.cli.kek",
                        "io.lockweir.cli.subject",
                        "io.lockweir.cli.topic")
                .layer("config")
                .definedBy("io.lockweir.cli.config")
                .layer("output")
                .definedBy("io.lockweir.cli.output")
                .whereLayer("program")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("command")
                .mayOnlyBeAccessedByLayers("program")
                .whereLayer("work")
                .mayOnlyBeAccessedByLayers("command")
                .whereLayer("config")
                .mayOnlyBeAccessedByLayers("command", "work")
                .as(
                        "program -> command -> work -> config, output. Fix: move the class down, or hand it what it needs as a value.")
                .check(CLASSES);
    }

    @Test
    void onlyCommandsKnowTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.lockweir.cli", "io.lockweir.cli.command")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .as("options are read in commands. Fix: hand the value in.")
                .check(CLASSES);
    }

    @Test
    void noCiphers() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lockweir.encryption.cipher..", "javax.crypto..")
                .as("no ciphers here. Fix: ask EncryptionEngine, or a Kek.")
                .check(CLASSES);
    }

    @Test
    void onlyTopicsKnowKafkasClients() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lockweir.cli.topic")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.clients..")
                .as("Kafka's clients belong into the topic package; the store has its own. Fix: move the class there.")
                .check(CLASSES);
    }
}
