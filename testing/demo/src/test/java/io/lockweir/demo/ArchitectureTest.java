package io.lockweir.demo;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final ArchRule PROOF_KNOWS_NO_SERVER = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("command")
            .definedBy("io.lockweir.demo")
            .layer("run")
            .definedBy("io.lockweir.demo.run")
            .layer("pipeline")
            .definedBy("io.lockweir.demo.pipeline")
            .layer("servers")
            .definedBy("io.lockweir.stack..")
            .layer("sides")
            .definedBy(
                    "io.lockweir.demo.audit",
                    "io.lockweir.demo.lake",
                    "io.lockweir.demo.ledger",
                    "io.lockweir.demo.topics",
                    "io.lockweir.demo.workload")
            .layer("canary")
            .definedBy("io.lockweir.demo.canary")
            .layer("bank")
            .definedBy("io.lockweir.demo.bank")
            .layer("proof")
            .definedBy("io.lockweir.demo.proof")
            .whereLayer("command")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("run")
            .mayOnlyBeAccessedByLayers("command")
            .whereLayer("pipeline")
            .mayOnlyBeAccessedByLayers("command", "run")
            .whereLayer("servers")
            .mayOnlyBeAccessedByLayers("run", "pipeline")
            .whereLayer("sides")
            .mayOnlyBeAccessedByLayers("run", "pipeline")
            .whereLayer("canary")
            .mayOnlyBeAccessedByLayers("run", "sides")
            .whereLayer("bank")
            .mayOnlyBeAccessedByLayers("command", "run", "pipeline", "sides", "canary")
            .as("the comparison and the search are pure, and only run and pipeline know servers")
            .because(
                    "they must be testable without any server; move what needs one to io.lockweir.demo.pipeline, and hand"
                            + " values over");

    /** A plain test: Surefire does not run ArchUnit's own fields. */
    @Test
    void theProofKnowsNoServer() {
        PROOF_KNOWS_NO_SERVER.check(new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.lockweir.demo", "io.lockweir.stack"));
    }
}
