package io.lockweir.cassandra.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GracesTest {
    /** The log of a node that is down is read without it: the task must not fail at the next sweep. */
    @Test
    void ofANodeThatDoesNotAnswerNothingIsKnown() {
        CqlSession down = (CqlSession) Proxy.newProxyInstance(
                GracesTest.class.getClassLoader(), new Class<?>[] {CqlSession.class}, (proxy, method, arguments) -> {
                    throw AllNodesFailedException.fromErrors(List.of());
                });
        assertThat(Graces.of(down)).isEmpty();
    }
}
