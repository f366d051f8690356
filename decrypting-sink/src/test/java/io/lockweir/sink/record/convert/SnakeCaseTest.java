package io.lockweir.sink.record.convert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnakeCaseTest {

    @ParameterizedTest
    @CsvSource({
        "id, id",
        "customerId, customer_id",
        "CustomerID, customer_id",
        "HTTPStatus, http_status",
        "userId2, user_id2",
        "line2Text, line2_text",
        "already_snake, already_snake",
        "_op, _op",
        "with-dash, with_dash",
        "A, a"
    })
    void joinsWordsByUnderscores(String name, String snake) {
        assertThat(SnakeCase.of(name)).isEqualTo(snake);
    }
}
