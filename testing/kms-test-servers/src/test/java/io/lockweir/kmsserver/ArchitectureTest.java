package io.lockweir.kmsserver;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void serversKnowNothingOfEachOther() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.lockweir.kmsserver");
        slices().matching("io.lockweir.kmsserver.(*)")
                .should()
                .notDependOnEachOther()
                .because("a server is read alone; move what two share to io.lockweir.kmsserver")
                .check(classes);
    }
}
