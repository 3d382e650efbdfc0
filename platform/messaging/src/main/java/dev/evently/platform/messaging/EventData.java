package dev.evently.platform.messaging;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import tools.jackson.databind.json.JsonMapper;

/** Reads the body of an event as the record a consumer wants to see of it; fields it does not name are passed over. */
public final class EventData {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EventData() {}

    /**
     * Reads the whole body.
     *
     * @throws IllegalArgumentException when the event has no body
     */
    public static <T> T read(CloudEvent event, Class<T> type) {
        CloudEventData data = event.getData();
        if (data == null) {
            throw new IllegalArgumentException(
                    "Event %s of type %s has no data".formatted(event.getId(), event.getType()));
        }
        return JSON.readValue(data.toBytes(), type);
    }
}
