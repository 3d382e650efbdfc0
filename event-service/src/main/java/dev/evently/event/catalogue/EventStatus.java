package dev.evently.event.catalogue;

/** The state of an event by name, as it is stored and answered. */
enum EventStatus {
    DRAFT,
    PUBLISHED,
    CANCELLED;

    static EventStatus of(Event event) {
        return switch (event) {
            case Event.Draft _ -> DRAFT;
            case Event.Published _ -> PUBLISHED;
            case Event.Cancelled _ -> CANCELLED;
        };
    }
}
