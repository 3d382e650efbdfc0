package dev.evently.badanalytics.sales;

import dev.evently.badanalytics.web.SalesController;
import java.time.Instant;
import org.springframework.stereotype.Repository;

@Repository
public class SalesClock {

    private final SalesController asker;

    public SalesClock(SalesController asker) {
        this.asker = asker;
    }

    public Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis() + asker.hashCode());
    }
}
