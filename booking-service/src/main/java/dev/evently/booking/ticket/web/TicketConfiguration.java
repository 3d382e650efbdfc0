package dev.evently.booking.ticket.web;

import dev.evently.booking.ticket.TicketCodes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TicketConfiguration {

    @Bean
    TicketCodes ticketCodes(TicketSettings settings) {
        return settings.codes();
    }
}
