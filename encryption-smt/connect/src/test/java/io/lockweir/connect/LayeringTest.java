package io.lockweir.connect;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.lockweir.connect", importOptions = ImportOption.DoNotIncludeTests.class)
class LayeringTest {
    @ArchTest
    static final ArchRule packagesLookDownwards = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("transforms")
            .definedBy("io.lockweir.connect")
            .layer("record")
            .definedBy("io.lockweir.connect.record")
            .layer("rule")
            .definedBy("io.lockweir.connect.rule")
            .layer("schema")
            .definedBy("io.lockweir.connect.schema")
            .whereLayer("transforms")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("record")
            .mayOnlyBeAccessedByLayers("transforms")
            .whereLayer("rule")
            .mayOnlyBeAccessedByLayers("transforms", "record")
            .whereLayer("schema")
            .mayOnlyBeAccessedByLayers("record")
            .as("transforms -> record -> rule, schema. Fix: move the class down, or hand it what it needs as a value.");

    @ArchTest
    static final ArchRule noRetriableException = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.apache.kafka.connect.errors.RetriableException")
            .as(
                    "no RetriableException: Connect 3.9 silently drops the record. Fix: wait inside apply, then throw an Error.");

    @ArchTest
    static final ArchRule onlyTheEnginesFrontDoor = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.lockweir.encryption.cipher..", "io.lockweir.encryption.envelope..", "javax.crypto..")
            .as("no ciphers or envelopes here. Fix: ask EncryptionEngine.");

    @ArchTest
    static final ArchRule noThreadLocal = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocal.class)
            .as("no ThreadLocal: it outlives the plugin in the worker's threads. Fix: a transform owns its engine.");
}
