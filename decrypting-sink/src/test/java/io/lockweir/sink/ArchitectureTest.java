package io.lockweir.sink;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.lockweir.sink", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLE = slices().matching("io.lockweir.sink.(**)")
            .should()
            .beFreeOfCycles()
            .because("a package is one idea; break the cycle by moving the shared type to the lower package,"
                    + " or let the upper one pass an interface");

    @ArchTest
    static final ArchRule RECORDS_KNOW_NO_COMMITS = noClasses()
            .that()
            .resideInAnyPackage("..sink.record..", "..sink.mapping..", "..sink.write..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..sink",
                    "..sink.commit..",
                    "..sink.progress..",
                    "..sink.catalog..",
                    "..sink.hold..",
                    "..sink.facts..",
                    "..sink.feed..",
                    "..sink.source..")
            .because(
                    "a record's outcome must not depend on what was committed; give the answer to the caller, as an Outcome");

    @ArchTest
    static final ArchRule RECORDS_DO_NO_INPUT_OR_OUTPUT = noClasses()
            .that()
            .resideInAnyPackage("..sink.record..", "..sink.mapping..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.net..", "java.util.concurrent.locks..", "org.slf4j..")
            .because("processing a record is pure and silent; do I/O in the task, and report through the Outcome");

    @ArchTest
    static final ArchRule FILES_KNOW_NO_RECORDS_OF_KAFKA = noClasses()
            .that()
            .resideInAPackage("..sink.write..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..sink.record..", "org.apache.kafka.connect..", "io.lockweir.encryption..")
            .because("a writer sees rows only; convert before");

    @ArchTest
    static final ArchRule DECISIONS_KNOW_NO_SERVERS = noClasses()
            .that()
            .resideInAnyPackage("..sink.progress..", "..sink.hold..", "..sink.facts..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka.clients..", "org.apache.iceberg.catalog..", "..sink.catalog..")
            .because(
                    "decisions are pure functions that a unit test can call; ask the server in commit, source or the task");

    @ArchTest
    static final ArchRule ONLY_THE_FLATTENED_WAY_DECRYPTS = noClasses()
            .that()
            .resideOutsideOfPackages("..sink.record..", "..sink")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.lockweir.encryption..", "io.lockweir.connect..")
            .because("decrypted values exist in record and in data files only; hand ciphertext or outcomes around");

    @ArchTest
    static final ArchRule LOGS_ARE_SLF4J = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.apache.logging..", "org.apache.log4j..", "ch.qos..")
            .because("Connect gives plugins slf4j 1.7; use org.slf4j.Logger with placeholders");

    @ArchTest
    static final ArchRule CLASSES_ARE_FINAL_OR_ABSTRACT = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .resideInAnyPackage("..sink.record..", "..sink.mapping..", "..sink.write..")
            .should()
            .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
            .because("nothing here is made to be extended; make it final, or an interface");
}
