package io.lockweir.sink.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapred.JobConf;
import org.junit.jupiter.api.Test;

class NoHadoopDefaultsTest {
    private static final String SETTING = "io.file.buffer.size";

    @Test
    void settingsThatNobodyAsksForAreNotReadForEachFile() throws IOException {
        // Adds mapred-default.xml and more to the defaults, as Parquet does.
        assertThat(new JobConf().get("mapreduce.task.io.sort.mb")).isNotNull();
        assertThat(new Configuration().get(SETTING)).as("of core-default.xml").isNotNull();

        Configuration ofAFile = NoHadoopDefaults.open(Configuration::new);

        assertThat(ofAFile.get(SETTING)).isNull();
        assertThat(ofAFile.size()).isZero();
        assertThat(ofAFile.getClassByNameOrNull("org.apache.parquet.hadoop.codec.ZstandardCodec"))
                .isNotNull();
    }

    @Test
    void theThreadHasItsClassLoaderAgain() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        assertThatThrownBy(() -> NoHadoopDefaults.open(() -> {
                    throw new IOException("no file");
                }))
                .hasMessage("no file");

        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }
}
