package io.lockweir.stack.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

final class ConnectorStatusTest {
    private static ConnectorStatus of(String json) throws Exception {
        return ConnectorStatus.of(new ObjectMapper().readTree(json));
    }

    @Test
    void runsWhenTheConnectorAndAllItsTasksRun() throws Exception {
        assertThat(of("{'connector':{'state':'RUNNING'},'tasks':[{'id':0,'state':'RUNNING'}]}".replace('\'', '"'))
                        .running())
                .isTrue();
        assertThat(of("{'connector':{'state':'RUNNING'},'tasks':[]}".replace('\'', '"'))
                        .running())
                .isFalse();
    }

    @Test
    void givesTheTraceOfTheFirstFailedTask() throws Exception {
        ConnectorStatus status = of(("{'connector':{'state':'RUNNING'},'tasks':[{'id':0,'state':'RUNNING'},"
                        + "{'id':1,'state':'FAILED','trace':'why'}]}")
                .replace('\'', '"'));
        assertThat(status.running()).isFalse();
        assertThat(status.failure()).contains("why");
    }
}
