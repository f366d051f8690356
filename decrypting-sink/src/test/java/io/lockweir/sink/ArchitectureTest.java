package io.lockweir.sink;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.lockweir.encryption.keys.KeyUnavailableError;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Catalog;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Plain JUnit tests: Surefire passes over ArchUnit's own {@code @ArchTest} fields without a word. */
class ArchitectureTest {

    static final ArchRule PACKAGES_FORM_NO_CYCLE = slices().matching("io.lockweir.sink.(**)")
            .should()
            .beFreeOfCycles()
            .because("a package is one idea; break the cycle by moving the shared type to the lower package,"
                    + " or let the upper one pass an interface");

    static final ArchRule RECORDS_KNOW_NO_COMMITS = noClasses()
            .that()
            .resideInAnyPackage("io.lockweir.sink.record..", "io.lockweir.sink.mapping..", "io.lockweir.sink.write..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.lockweir.sink",
                    "io.lockweir.sink.commit..",
                    "io.lockweir.sink.progress..",
                    "io.lockweir.sink.catalog..",
                    "io.lockweir.sink.hold..",
                    "io.lockweir.sink.facts..",
                    "io.lockweir.sink.feed..",
                    "io.lockweir.sink.start..",
                    "io.lockweir.sink.source..")
            .because(
                    "a record's outcome must not depend on what was committed; give the answer to the caller, as an Outcome");

    static final ArchRule RECORDS_DO_NO_INPUT_OR_OUTPUT = noClasses()
            .that()
            .resideInAnyPackage("io.lockweir.sink.record..", "io.lockweir.sink.mapping..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.net..", "java.util.concurrent.locks..", "org.slf4j..")
            .because("processing a record is pure and silent; do I/O in the task, and report through the Outcome");

    static final ArchRule FILES_KNOW_NO_RECORDS_OF_KAFKA = noClasses()
            .that()
            .resideInAPackage("io.lockweir.sink.write..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.lockweir.sink.record..", "org.apache.kafka.connect..", "io.lockweir.encryption..")
            .because("a writer sees rows only; convert before");

    static final ArchRule DECISIONS_KNOW_NO_SERVERS = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.lockweir.sink.progress..",
                    "io.lockweir.sink.hold..",
                    "io.lockweir.sink.facts..",
                    "io.lockweir.sink.start..")
            .should()
            .dependOnClassesThat(assignableTo(Catalog.class)
                    .or(assignableTo(TableOperations.class))
                    .or(resideInAnyPackage(
                            "org.apache.kafka.clients..", "io.lockweir.sink.catalog..", "io.lockweir.sink.source..")))
            .because(
                    "decisions are pure functions that a unit test can call; ask the server in commit, source or the task");

    static final ArchRule ONLY_THE_FLATTENED_WAY_DECRYPTS = noClasses()
            .that()
            .resideOutsideOfPackages("io.lockweir.sink.record..", "io.lockweir.sink")
            .should()
            .dependOnClassesThat(resideInAnyPackage("io.lockweir.encryption..", "io.lockweir.connect..")
                    .and(not(type(KeyUnavailableError.class))))
            .because("decrypted values exist in record and in data files only; hand ciphertext or outcomes around");

    static final ArchRule LOGS_ARE_SLF4J = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.apache.logging..", "org.apache.log4j..", "ch.qos..")
            .because("Connect gives plugins slf4j 1.7; use org.slf4j.Logger with placeholders");

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
            .resideInAnyPackage("io.lockweir.sink.record..", "io.lockweir.sink.mapping..", "io.lockweir.sink.write..")
            .should()
            .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
            .because("nothing here is made to be extended; make it final, or an interface");

    static final ArchRule ONLY_GOVERNANCE_CHANGES_TABLES = noClasses()
            .that()
            .resideOutsideOfPackages("io.lockweir.sink.governance..")
            .and()
            .doNotHaveFullyQualifiedName("io.lockweir.sink.catalog.TableCreation")
            .should()
            .callMethodWhere(target(nameMatching("(create|build|drop|rename|register|replace)Table|createNamespace"
                    + "|update(Schema|Spec|Location)|replaceSortOrder|new(Create|Replace)TableTransaction")))
            .because("a table is created or altered by table.create and schema.evolve only, apart from the way that"
                    + " commits; ask GovernedTables");

    @TestFactory
    List<DynamicTest> rules() {
        JavaClasses sink = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.lockweir.sink");
        return Stream.of(
                        PACKAGES_FORM_NO_CYCLE,
                        RECORDS_KNOW_NO_COMMITS,
                        RECORDS_DO_NO_INPUT_OR_OUTPUT,
                        FILES_KNOW_NO_RECORDS_OF_KAFKA,
                        DECISIONS_KNOW_NO_SERVERS,
                        ONLY_THE_FLATTENED_WAY_DECRYPTS,
                        LOGS_ARE_SLF4J,
                        ONLY_GOVERNANCE_CHANGES_TABLES,
                        CLASSES_ARE_FINAL_OR_ABSTRACT)
                .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(sink)))
                .toList();
    }
}
