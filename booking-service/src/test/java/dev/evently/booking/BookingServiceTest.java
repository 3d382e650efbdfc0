package dev.evently.booking;

import dev.evently.booking.booking.PaymentDesk;
import dev.evently.testing.IntegrationTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/** An integration test of holds and bookings, on four shards, with tickets and refunds played by {@link FakeDesks}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@IntegrationTest
@Import({FakeDesks.class, BoxOffice.class, PaymentDesk.class})
public @interface BookingServiceTest {}
