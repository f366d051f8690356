package io.lockweir.stack.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Logging of the Kafka servers to their standard output: Log4j 2 since Kafka 4, reload4j before. */
public enum LogConfiguration {
    LOG4J2("log4j2.configurationFile", "log4j2.properties") {
        @Override
        void append(StringBuilder text, Map<String, String> levels) {
            text.append("status=warn\nappender.out.type=Console\nappender.out.name=out\n")
                    .append("appender.out.layout.type=PatternLayout\nappender.out.layout.pattern=")
                    .append("%d{ISO8601} %-5p [%t] %X{connector.context}%m (%c)%n\n")
                    .append("rootLogger.level=info\nrootLogger.appenderRef.out.ref=out\n");
            int number = 0;
            for (Map.Entry<String, String> level : levels.entrySet()) {
                String prefix = "logger.l" + number++;
                text.append("%s.name=%s%n%s.level=%s%n".formatted(prefix, level.getKey(), prefix, level.getValue()));
            }
        }
    },
    RELOAD4J("log4j.configuration", "log4j.properties") {
        @Override
        void append(StringBuilder text, Map<String, String> levels) {
            text.append("log4j.rootLogger=INFO, out\nlog4j.appender.out=org.apache.log4j.ConsoleAppender\n")
                    .append("log4j.appender.out.layout=org.apache.log4j.PatternLayout\n")
                    .append("log4j.appender.out.layout.ConversionPattern=")
                    .append("%d{ISO8601} %-5p [%t] %X{connector.context}%m (%c)%n\n");
            levels.forEach((logger, level) -> text.append("log4j.logger.%s=%s%n".formatted(logger, level)));
        }
    };

    /** Loud at INFO, and of no use to a reader of a failed test. */
    private static final Map<String, String> QUIET = Map.of(
            "org.apache.kafka.common.config.AbstractConfig", "WARN",
            "org.apache.kafka.clients.producer.ProducerConfig", "WARN",
            "org.apache.kafka.clients.consumer.ConsumerConfig", "WARN",
            "org.apache.kafka.clients.admin.AdminClientConfig", "WARN",
            "org.apache.kafka.common.utils.AppInfoParser", "WARN",
            "org.reflections", "ERROR",
            "org.eclipse.jetty", "WARN");

    private final String property;
    private final String fileName;

    LogConfiguration(String property, String fileName) {
        this.property = property;
        this.fileName = fileName;
    }

    abstract void append(StringBuilder text, Map<String, String> levels);

    /** Writes the file and returns the JVM argument that names it. */
    public String write(Path folder, Map<String, String> levels) throws IOException {
        Map<String, String> all = new TreeMap<>(QUIET);
        all.putAll(levels);
        StringBuilder text = new StringBuilder();
        append(text, all);
        Files.writeString(folder.resolve(fileName), text.toString());
        return argument(folder);
    }

    /** The JVM argument that names the file in this folder. */
    public String argument(Path folder) {
        return "-D" + property + "=" + folder.resolve(fileName).toUri();
    }
}
