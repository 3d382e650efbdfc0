package com.example.sales;

import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Something about a booking that changes what is sold. */
sealed interface BookingFact {

    /** The `ce_id`, which is the same however often the record comes. */
    String id();

    /** Places were paid. */
    record Confirmed(String id, UUID bookingId, UUID eventId, String currency, int places, long revenue)
            implements BookingFact {}

    /** Places were given back, or a booking was given up before it was paid; the record does not tell which. */
    record Cancelled(String id, UUID bookingId, UUID eventId, int places, long revenue) implements BookingFact {}

    /**
     * Reads the fields that are needed here and no other, so that a new one is no matter.
     *
     * @return null for a record of any other type, those included that will only exist tomorrow
     * @throws UnreadableRecordException if it is of a type that is needed, and not what was promised
     */
    static BookingFact read(ConsumerRecord<String, byte[]> record) throws UnreadableRecordException {
        try {
            String type = header(record, "ce_type");
            if (type.equals("dev.evently.booking.BookingConfirmed.v1")) {
                JsonNode booking = value(record);
                return new Confirmed(
                        header(record, "ce_id"),
                        id(booking, "bookingId"),
                        id(booking, "eventId"),
                        booking.required("currency").stringValue(),
                        booking.required("items").size(),
                        booking.required("total").longValue());
            }
            if (type.equals("dev.evently.booking.BookingCancelled.v1")) {
                JsonNode booking = value(record);
                JsonNode items = booking.required("items");
                return new Cancelled(
                        header(record, "ce_id"),
                        id(booking, "bookingId"),
                        id(booking, "eventId"),
                        items.size(),
                        items.valueStream()
                                .mapToLong(item -> item.required("price").longValue())
                                .sum());
            }
            return null;
        } catch (JacksonException | IllegalArgumentException | NoSuchElementException e) {
            throw new UnreadableRecordException(String.valueOf(e.getMessage()), e);
        }
    }

    private static JsonNode value(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            throw new NoSuchElementException("The value is missing");
        }
        return JsonMapper.shared().readTree(record.value());
    }

    private static UUID id(JsonNode booking, String field) {
        return UUID.fromString(booking.required(field).stringValue());
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null) {
            throw new NoSuchElementException("The header " + name + " is missing");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
