package io.lockweir.encryption;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.Test;

/** Each package knows only the ones below it. */
class LayeringTest {
    private static final String ROOT = "io.lockweir.encryption";

    private static final ArchRule LAYERS = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("front door")
            .definedBy(ROOT)
            .layer("policy")
            .definedBy(ROOT + ".policy")
            .layer("keys")
            .definedBy(ROOT + ".keys")
            .layer("shred")
            .definedBy(ROOT + ".shred")
            .layer("file store")
            .definedBy(ROOT + ".keys.file")
            .layer("confluent")
            .definedBy(ROOT + ".confluent")
            .layer("key services")
            .definedBy(ROOT + ".kms")
            .layer("cipher")
            .definedBy(ROOT + ".cipher")
            .layer("envelope")
            .definedBy(ROOT + ".envelope")
            .layer("value")
            .definedBy(ROOT + ".value")
            .layer("path")
            .definedBy(ROOT + ".path")
            .layer("failure")
            .definedBy(ROOT + ".failure")
            .whereLayer("front door")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("policy")
            .mayOnlyBeAccessedByLayers("front door")
            .whereLayer("shred")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("confluent")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("keys")
            .mayOnlyBeAccessedByLayers("front door", "policy", "file store", "shred")
            .whereLayer("file store")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("key services")
            .mayOnlyBeAccessedByLayers("keys", "shred", "confluent")
            .whereLayer("cipher")
            .mayOnlyBeAccessedByLayers("front door", "keys", "shred", "confluent")
            .whereLayer("envelope")
            .mayOnlyBeAccessedByLayers("front door", "keys", "file store", "shred", "confluent")
            .whereLayer("value")
            .mayOnlyBeAccessedByLayers("front door", "policy", "keys")
            .whereLayer("path")
            .mayOnlyBeAccessedByLayers("front door", "policy", "envelope")
            .because(
                    "path, value, envelope, cipher <- keys <- policy <- front door (docs/architecture.md). To fix: hand the"
                            + " lower package plain data or an interface of its own instead of the upper class, or move the code up");

    private static final ArchRule TINK_STAYS_IN_CIPHER_AND_KEYS = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".cipher", ROOT + ".keys")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.crypto..", "javax.crypto..")
            .because(
                    "a primitive is used behind Sealer, Opener or Hkdf only. To fix: call those, or add what is missing to the"
                            + " cipher package with its vectors");

    private static final ArchRule KNOWS_NO_EDGE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.debezium..", "org.apache.iceberg..", "software.amazon..")
            .because("the engine knows no Kafka, no Connect and no cloud SDK. To fix: convert at the edge"
                    + " (encryption-smt/connect) to the border values of ValueType");

    private static final ArchRule LOGS_ONLY_KEY_LIFECYCLE = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".keys..", ROOT + ".shred", ROOT + ".audit")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.slf4j..", "java.util.logging..")
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because(
                    "every class but the keys' has a plaintext in hand. To fix: throw an EnvelopeException that names no value");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void everyPackageKnowsOnlyTheOnesBelowIt() {
        LAYERS.check(classes);
    }

    @Test
    void primitivesStayBehindTheCipherPackage() {
        TINK_STAYS_IN_CIPHER_AND_KEYS.check(classes);
    }

    @Test
    void theEngineKnowsNoEdge() {
        KNOWS_NO_EDGE.check(classes);
    }

    @Test
    void onlyTheKeyLifecycleIsLogged() {
        LOGS_ONLY_KEY_LIFECYCLE.check(classes);
    }
}
