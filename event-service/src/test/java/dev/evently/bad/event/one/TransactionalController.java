package dev.evently.bad.event.one;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A controller that does everything itself. */
@RestController
class TransactionalController {

    private final JdbcClient jdbc;

    TransactionalController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @PostMapping("/known-bad")
    @Transactional
    void write() {
        jdbc.sql("SELECT 1").query().singleRow();
    }
}
