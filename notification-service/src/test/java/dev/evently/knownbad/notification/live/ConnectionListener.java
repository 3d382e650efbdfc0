package dev.evently.knownbad.notification.live;

import dev.evently.platform.messaging.IntegrationEvent;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A controller and a listener that anybody may call, with a transaction and Kafka in it. */
@RestController
public class ConnectionListener {

    @GetMapping("/known-bad")
    @Transactional
    public IntegrationEvent event() {
        return new IntegrationEvent("topic", "key", "type", "subject", "data");
    }
}
