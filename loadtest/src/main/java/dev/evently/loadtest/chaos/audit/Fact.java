package dev.evently.loadtest.chaos.audit;

/**
 * A record of a topic.
 *
 * @param id the event's id; a record that is delivered again has the same
 * @param type short name of its type, such as {@code BookingCreated}
 * @param subject what it is about
 * @param booking the booking that it belongs to
 */
record Fact(
        String topic, int partition, long offset, String key, String id, String type, String subject, String booking) {}
