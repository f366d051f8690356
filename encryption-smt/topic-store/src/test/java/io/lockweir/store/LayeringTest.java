package io.lockweir.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The store moves records that it can't open. */
class LayeringTest {
    private static final ArchRule OPENS_NOTHING = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.lockweir.encryption.cipher..",
                    "io.lockweir.encryption.kms..",
                    "io.lockweir.encryption.value..",
                    "io.lockweir.connect..",
                    "org.apache.kafka.connect..",
                    "javax.crypto..")
            .because(
                    "the store holds wrapped keys only and knows no Connect. To fix: do it in io.lockweir.encryption.shred or keys, behind"
                            + " SubjectLog or DekStore");

    private static final ArchRule KEEPS_CLIENTS_IN_ONE_PLACE = noClasses()
            .that()
            .doNotHaveSimpleName("KafkaClients")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("org\\.apache\\.kafka\\.clients\\.(consumer\\.KafkaConsumer|producer\\.KafkaProducer)")
            .because(
                    "only KafkaClients knows which settings a client must have, and sets the context class loader. To fix: ask it for a client");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.lockweir.store");

    @Test
    void opensNothing() {
        OPENS_NOTHING.check(classes);
    }

    @Test
    void keepsClientsInOnePlace() {
        KEEPS_CLIENTS_IN_ONE_PLACE.check(classes);
    }
}
