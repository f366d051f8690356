package io.lockweir.kms;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String[] DRIVERS = {
        "..kms.aws..", "..kms.gcp..", "..kms.azure..", "..kms.vault..", "..kms.pkcs11..", "..kms.local.."
    };

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.lockweir.kms");

    @Test
    void driversKnowNothingOfEachOther() {
        slices().matching("io.lockweir.kms.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(resideInAnyPackage(DRIVERS), resideInAPackage("io.lockweir.kms.rest"))
                .because("each driver has its own optional dependency; move what two share to io.lockweir.kms or .rest")
                .check(classes);
    }

    @Test
    void whatTheyShareKnowsNoDriver() {
        noClasses()
                .that()
                .resideInAnyPackage("io.lockweir.kms", "io.lockweir.kms.rest")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DRIVERS)
                .because("a driver is found by ServiceLoader and can be left out")
                .check(classes);
    }

    @Test
    void onlyTheAwsDriverKnowsTheAwsSdk() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lockweir.kms.aws")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk..")
                .because("the SDK is an optional dependency: without its jars the other drivers have to load")
                .check(classes);
    }

    @Test
    void driversSeeTheSpiOfTheEngineAndNothingElseOfIt() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("io.lockweir.encryption..")
                        .and(com.tngtech.archunit.base.DescribedPredicate.not(
                                resideInAPackage("io.lockweir.encryption.kms"))))
                .because("a driver wraps 32 bytes and knows no data key")
                .check(classes);
    }
}
