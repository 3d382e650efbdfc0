package dev.evently.knownbad.identity.first;

import dev.evently.knownbad.identity.second.Clumsy;
import java.time.Instant;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;

/** Asks a repository, reads the time by itself and opens a transaction. */
@RestController
@Transactional
@SuppressWarnings("TimeZoneUsage")
public class CarelessController {

    private final Things things;

    CarelessController(Things things) {
        this.things = things;
    }

    public Instant lastSeen(Clumsy clumsy) {
        return things.count() > clumsy.number() ? Instant.MIN : Instant.now();
    }
}
