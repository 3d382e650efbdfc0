package dev.evently.badanalytics.web;

import dev.evently.badanalytics.sales.SalesClock;
import java.time.Instant;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

@RestController
public class SalesController {

    private final SalesClock sales;
    private final RestClient bookingService;

    public SalesController(SalesClock sales, RestClient bookingService) {
        this.sales = sales;
        this.bookingService = bookingService;
    }

    @Transactional
    public Instant get() {
        bookingService.get().retrieve().toBodilessEntity();
        return sales.now();
    }
}
