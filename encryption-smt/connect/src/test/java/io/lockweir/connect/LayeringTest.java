package io.lockweir.connect;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Plain tests rather than {@code @ArchTest} fields: Surefire reports those as no test at all. */
class LayeringTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.lockweir.connect");

    @Test
    void packagesLookDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("transforms")
                .definedBy("io.lockweir.connect")
                .layer("record")
                .definedBy("io.lockweir.connect.record")
                .layer("policy")
                .definedBy("io.lockweir.connect.policy")
                .layer("rule")
                .definedBy("io.lockweir.connect.rule")
                .layer("schema")
                .definedBy("io.lockweir.connect.schema")
                .layer("metrics")
                .definedBy("io.lockweir.connect.metrics")
                .layer("converter")
                .definedBy("io.lockweir.connect.converter")
                .layer("confluent")
                .definedBy("io.lockweir.connect.confluent")
                .whereLayer("converter")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("transforms")
                .mayOnlyBeAccessedByLayers("converter", "confluent")
                .whereLayer("confluent")
                .mayOnlyBeAccessedByLayers("converter")
                .whereLayer("record")
                .mayOnlyBeAccessedByLayers("converter", "confluent", "transforms", "metrics")
                .whereLayer("policy")
                .mayOnlyBeAccessedByLayers("converter", "transforms")
                .whereLayer("rule")
                .mayOnlyBeAccessedByLayers("converter", "transforms", "policy", "record")
                .whereLayer("schema")
                .mayOnlyBeAccessedByLayers("record")
                .whereLayer("metrics")
                .mayOnlyBeAccessedByLayers("converter", "transforms")
                .as(
                        "converter -> confluent -> transforms -> policy, record -> rule, schema. Fix: move the class down, or hand it what it needs as a value.")
                .check(CLASSES);
    }

    @Test
    void noRetriableException() {
        ArchRule rule = noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.kafka.connect.errors.RetriableException")
                .as(
                        "no RetriableException: Connect 3.9 silently drops the record. Fix: wait inside apply, then throw an Error.");
        rule.check(CLASSES);
    }

    @Test
    void onlyTheEnginesFrontDoor() {
        ArchRule rule = noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lockweir.encryption.cipher..", "javax.crypto..")
                .as("no ciphers here. Fix: ask EncryptionEngine.");
        rule.check(CLASSES);
    }

    @Test
    void noThreadLocal() {
        ArchRule rule = noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .as(
                        "no ThreadLocal: it outlives the plugin in the worker's threads. Fix: a transform owns its engine.");
        rule.check(CLASSES);
    }
}
