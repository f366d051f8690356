package io.lockweir.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.lockweir.benchmarks");

    @Test
    void reportsKnowNothingOfWhatWasMeasured() {
        noClasses()
                .that()
                .resideInAPackage("..benchmarks.report..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.jspecify..", "..benchmarks.report..")
                .because("every benchmark uses the same reports; give Result a number, not the thing that was measured")
                .check(classes);
    }

    @Test
    void benchmarksDoNotKnowEachOther() {
        slices().matching("io.lockweir.benchmarks.(smt|pipeline|sink|cassandra|serde)..")
                .should()
                .notDependOnEachOther()
                .because("each runs alone; put what two of them need into benchmarks.report")
                .check(classes);
    }
}
