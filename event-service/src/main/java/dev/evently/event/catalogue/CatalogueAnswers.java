package dev.evently.event.catalogue;

import dev.evently.event.cache.PublicAnswer;
import dev.evently.event.cache.PublicAnswer.Kind;
import dev.evently.event.cache.PublicEvents;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes events as the public is answered them. */
@Component
class CatalogueAnswers implements PublicEvents {

    private final Catalogue catalogue;
    private final JsonMapper json;
    private final Clock clock;

    CatalogueAnswers(Catalogue catalogue, JsonMapper json, Clock clock) {
        this.catalogue = catalogue;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public PublicAnswer read(UUID eventId) {
        Instant now = clock.instant();
        return catalogue
                .find(eventId, null)
                .map(event -> PublicAnswer.event(
                        kindOf(event), event.head().version(), json.writeValueAsBytes(EventView.of(event)), now))
                .orElseGet(() -> PublicAnswer.absent(now));
    }

    private static Kind kindOf(Event event) {
        return switch (event) {
            case Event.Draft _ -> throw new IllegalStateException("The public sees no draft");
            case Event.Published _ -> Kind.PUBLISHED;
            case Event.Cancelled _ -> Kind.CANCELLED;
        };
    }
}
