package io.lockweir.registry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ROOT = "io.lockweir.registry";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void rulesAreDataAndDecisions() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".rule")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT, ROOT + ".http", "java.net..")
                .because("a policy file has rules too. To fix: hand the package what was fetched")
                .check(classes);
    }

    @Test
    void httpKnowsNoSchemaAndNoKey() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT, ROOT + ".rule", "io.lockweir.encryption..")
                .because("it moves JSON. To fix: read it in io.lockweir.registry")
                .check(classes);
    }

    @Test
    void nothingIsLogged() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j..", "java.util.logging..", "org.apache.kafka..")
                .because("what is in hand here are keys and credentials. To fix: throw")
                .check(classes);
    }
}
