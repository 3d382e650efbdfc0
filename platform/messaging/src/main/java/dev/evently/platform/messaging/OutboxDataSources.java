package dev.evently.platform.messaging;

import java.util.Map;
import javax.sql.DataSource;

/**
 * The databases that hold an outbox, by a name for logs and metrics. A service with one database need not declare this
 * bean; one with shards lists each of them.
 */
public record OutboxDataSources(Map<String, DataSource> byName) {

    public OutboxDataSources {
        byName = Map.copyOf(byName);
    }
}
