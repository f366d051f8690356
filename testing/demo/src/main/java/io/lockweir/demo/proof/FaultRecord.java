package io.lockweir.demo.proof;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One thing that was done to the servers.
 *
 * @param fault its name
 * @param at seconds since the writers began
 * @param seconds until the server answered again
 */
@JsonPropertyOrder({"fault", "at", "seconds"})
public record FaultRecord(
        @JsonProperty("fault") String fault,
        @JsonProperty("at") double at,
        @JsonProperty("seconds") double seconds) {

    public FaultRecord {
        at = Math.round(at * 10) / 10.0;
        seconds = Math.round(seconds * 10) / 10.0;
    }
}
