package dev.evently.booking.architecture.bad.booking;

import dev.evently.booking.architecture.bad.booking.persistence.BadTable;
import java.time.Instant;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;

/** A core class that breaks nearly every rule. */
@RestController
public class HoldManager {

    private final BadTable table = new BadTable();

    @Transactional
    public Instant hold() {
        table.open();
        return Instant.now();
    }
}
