package io.lockweir.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "writer.example, writer.example, 5433, jdbc:postgresql://writer.example:5433/my+bank",
        "writer.example:6000, writer.example, 6000, jdbc:postgresql://writer.example:6000/my+bank",
        "10.0.0.7, 10.0.0.7, 5433, jdbc:postgresql://10.0.0.7:5433/my+bank",
        "'[fd00::7]:6000', fd00::7, 6000, 'jdbc:postgresql://[fd00::7]:6000/my+bank'"
    })
    void oneServerOneUrl(String text, String host, int port, String url) {
        ServerAddress address = ServerAddress.parse(text, 5433);
        assertThat(address).isEqualTo(new ServerAddress(host, port));
        assertThat(address.jdbcUrl("my bank")).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:", "a:0", "a:65536", "a:b", "a b", "a/b", "fd00::7", "a?ssl=false", "a,b"})
    void refusesWhatIsNoServer(String text) {
        assertThatThrownBy(() -> ServerAddress.parse(text, 5432)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsTheOrderOfAList() {
        assertThat(ServerAddress.parseList("b, a:1,c", 5432))
                .containsExactly(new ServerAddress("b", 5432), new ServerAddress("a", 1), new ServerAddress("c", 5432));
    }
}
