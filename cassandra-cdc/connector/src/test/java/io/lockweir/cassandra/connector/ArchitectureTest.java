package io.lockweir.cassandra.connector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** A plain test: Surefire passes over the failures of ArchUnit's own JUnit engine. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.lockweir.cassandra.connector");

    @Test
    void segmentsKnowNeitherSchemaNorKafkaNorTheDriver() {
        noClasses()
                .that()
                .resideInAPackage("..segments..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..schema..", "..event..", "org.apache.kafka..", "com.datastax..")
                .because("an agent on the node will be another source of segments; move what needs more to the task")
                .check(CLASSES);
    }

    @Test
    void eventsKnowNeitherFilesNorTheDriver() {
        noClasses()
                .that()
                .resideInAPackage("..event..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..segments..", "java.nio.file..", "com.datastax..")
                .because("events are a function of the decoded update; hand in what they need")
                .check(CLASSES);
    }

    @Test
    void schemaKnowsNoEvents() {
        noClasses()
                .that()
                .resideInAPackage("io.lockweir.cassandra.connector.schema..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..event..", "..segments..", "org.apache.kafka..")
                .because("tables by id serve merge and events alike")
                .check(CLASSES);
    }
}
