package io.lockweir.stack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Plain JUnit tests: Surefire passes over ArchUnit's own {@code @ArchTest} fields without a word. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.lockweir.stack");

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }

    @Test
    void supervisedUsesTheJdkOnly() {
        check(
                classes()
                        .that()
                        .haveSimpleName("Supervised")
                        .or()
                        .haveSimpleName("NativeCommand")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage("java..", "io.lockweir.stack.process")
                        .because(
                                "it is put on the class path of foreign servers; move what needs a library to the starting side"));
    }

    @Test
    void processesKnowNoServer() {
        check(noClasses()
                .that()
                .resideInAPackage("..process..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..local..", "..container..", "..connect..", "..catalog..", "..fault..")
                .because("any process is started alike; hand what is special in as a JavaCommand or a Readiness"));
    }

    @Test
    void localProcessesDoNotKnowContainers() {
        check(noClasses()
                .that()
                .resideInAPackage("..local..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..container..")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.testcontainers..")
                .because("Testcontainers is optional; move what both need to files, connect or catalog"));
    }

    @Test
    void containersDoNotKnowLocalProcesses() {
        check(noClasses()
                .that()
                .resideInAPackage("..container..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..local..")
                .because("the providers stand side by side; move what both need to files, connect or catalog"));
    }

    @Test
    void onlyTheExtensionKnowsJunit() {
        check(noClasses()
                .that()
                .haveSimpleNameNotStartingWith("LocalStackExtension")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.junit..")
                .because("the demo and the command line run without JUnit; keep it behind LocalStackExtension"));
    }
}
