package dev.evently.notification.feed;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The name of a kind of notice, as clients see it; it is stored, so it never changes. */
public enum NoticeType {
    BOOKING_CONFIRMED("booking.confirmed", Notice.BookingConfirmed.class),
    BOOKING_CANCELLED("booking.cancelled", Notice.BookingCancelled.class),
    BOOKING_EXPIRED("booking.expired", Notice.BookingExpired.class),
    PAYMENT_REFUNDED("payment.refunded", Notice.PaymentRefunded.class),
    WAITLIST_OFFERED("waitlist.offered", Notice.WaitlistOffered.class),
    WAITLIST_OFFER_EXPIRED("waitlist.offer-expired", Notice.WaitlistOfferExpired.class);

    private static final Map<String, NoticeType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(NoticeType::wireName, Function.identity()));

    private final String wireName;
    private final Class<? extends Notice> data;

    NoticeType(String wireName, Class<? extends Notice> data) {
        this.wireName = wireName;
        this.data = data;
    }

    public String wireName() {
        return wireName;
    }

    public static NoticeType of(Notice notice) {
        return switch (notice) {
            case Notice.BookingConfirmed _ -> BOOKING_CONFIRMED;
            case Notice.BookingCancelled _ -> BOOKING_CANCELLED;
            case Notice.BookingExpired _ -> BOOKING_EXPIRED;
            case Notice.PaymentRefunded _ -> PAYMENT_REFUNDED;
            case Notice.WaitlistOffered _ -> WAITLIST_OFFERED;
            case Notice.WaitlistOfferExpired _ -> WAITLIST_OFFER_EXPIRED;
        };
    }

    static Notice read(JsonMapper json, String wireName, String data) {
        NoticeType type = BY_NAME.get(wireName);
        if (type == null) {
            throw new IllegalStateException("No notice is called " + wireName);
        }
        return json.readValue(data, type.data);
    }
}
