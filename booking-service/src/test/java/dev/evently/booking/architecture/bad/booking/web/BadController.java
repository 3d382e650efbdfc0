package dev.evently.booking.architecture.bad.booking.web;

import dev.evently.booking.architecture.bad.booking.persistence.BadTable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A controller that goes past the use cases to the tables. */
class BadController {

    private final JdbcClient jdbc;
    private final BadTable table;

    BadController(JdbcClient jdbc, BadTable table) {
        this.jdbc = jdbc;
        this.table = table;
    }

    int count() {
        table.open();
        return jdbc.sql("SELECT 1").query(Integer.class).single();
    }
}
