package dev.evently.badwaitlist.web;

import dev.evently.badwaitlist.line.StoredParty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

@RestController
public class PartyController {

    private final JdbcClient jdbc;
    private final RestClient bookingService;

    public PartyController(JdbcClient jdbc, RestClient bookingService) {
        this.jdbc = jdbc;
        this.bookingService = bookingService;
    }

    @Transactional
    public StoredParty find() {
        bookingService.get().retrieve().toBodilessEntity();
        return new StoredParty(jdbc, this);
    }
}
