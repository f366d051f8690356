package io.lockweir.serde;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LayeringTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.lockweir.serde");

    @Test
    void formsKnowNoKeysAndNoConfiguration() {
        noClasses()
                .that()
                .resideInAPackage("io.lockweir.serde.form")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.lockweir.serde",
                        "io.lockweir.encryption",
                        "io.lockweir.encryption.keys..",
                        "org.apache.kafka..")
                .as("form takes records apart and nothing else. Fix: hand it what it needs as a value.")
                .check(CLASSES);
    }

    @Test
    void librariesOfFormsStayInTheirForm() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(Avro|Json|Protobuf)Form(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.avro..", "com.fasterxml.jackson..", "com.google.protobuf..")
                .as("An application has one of these libraries, not all. Fix: only the form's own class may know it.")
                .check(CLASSES);
    }

    @Test
    void onlyTheEnginesFrontDoor() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lockweir.encryption.cipher..", "javax.crypto..")
                .as("no ciphers here. Fix: ask EncryptionEngine.")
                .check(CLASSES);
    }

    @Test
    void noThreadLocal() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .as(
                        "no ThreadLocal: it outlives the serializer in the application's threads. Fix: take an engine from the pool.")
                .check(CLASSES);
    }

    @Test
    void noConnectRuntime() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka.connect.transforms..",
                        "org.apache.kafka.connect.storage..",
                        "org.apache.kafka.connect.runtime..",
                        "io.lockweir.connect.converter..")
                .as("Applications have no worker. Fix: move what both need out of the converter.")
                .check(CLASSES);
    }
}
