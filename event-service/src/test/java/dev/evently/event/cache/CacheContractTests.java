package dev.evently.event.cache;

import dev.evently.testing.contracts.Contracts;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CacheContractTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void ordersAreWhatTheContractPromises() {
        Invalidation.Order one = new Invalidation.Order(UUID.randomUUID(), Instant.EPOCH);
        Invalidation.Order all = new Invalidation.Order(null, Instant.EPOCH);

        Contracts.assertValid(Invalidation.TYPE, JSON.writeValueAsString(one));
        Contracts.assertValid(Invalidation.TYPE, JSON.writeValueAsString(all));
    }
}
