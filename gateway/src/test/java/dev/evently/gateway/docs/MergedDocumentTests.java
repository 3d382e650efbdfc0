package dev.evently.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MergedDocumentTests {

    private static final JsonNode OWN = json("""
            {"info": {"title": "All"},
             "paths": {"/health": {"get": {"tags": ["health"]}}},
             "components": {"schemas": {"Health": {"type": "object"}}}}
            """);

    @Test
    void keepsThePathsThatAreRoutedToTheService() {
        JsonNode merged = MergedDocument.of(OWN, Map.of("booking-service", json("""
                {"paths": {"/api/v1/bookings/{id}": {}, "/api/v1/events/{id}": {}, "/internal/v1/offers": {},
                           "/api/v1/events/{id}/availability": {}}}
                """)));

        assertThat(merged.path("paths").propertyNames())
                .containsExactly("/api/v1/bookings/{id}", "/api/v1/events/{id}/availability", "/health");
    }

    @Test
    void sharesPartsThatAreTheSame() {
        JsonNode part = json("""
                {"components": {"schemas": {"Problem": {"type": "object"}}}}
                """);

        JsonNode merged = MergedDocument.of(OWN, Map.of("booking-service", part, "event-service", part));

        assertThat(merged.at("/components/schemas").propertyNames()).containsExactly("Health", "Problem");
    }

    @Test
    void keepsPartsApartThatDiffer() {
        JsonNode merged = MergedDocument.of(OWN, Map.of("booking-service", json("""
                        {"paths": {"/api/v1/bookings": {"get": {"$ref": "#/components/schemas/View"}}},
                         "components": {"schemas": {"View": {"type": "object"}}}}
                        """), "event-service", json("""
                        {"paths": {"/api/v1/venues": {"get": {"$ref": "#/components/schemas/View"}}},
                         "components": {"schemas": {"View": {"type": "string"},
                                                    "List": {"items": {"$ref": "#/components/schemas/View"}}}}}
                        """)));

        assertThat(merged.at("/components/schemas/View/type").asString()).isEqualTo("object");
        assertThat(merged.at("/components/schemas/EventView/type").asString()).isEqualTo("string");
        assertThat(merged.at("/components/schemas/List/items/$ref").asString())
                .isEqualTo("#/components/schemas/EventView");
        assertThat(merged.at("/paths/~1api~1v1~1venues/get/$ref").asString())
                .isEqualTo("#/components/schemas/EventView");
        assertThat(merged.at("/paths/~1api~1v1~1bookings/get/$ref").asString()).isEqualTo("#/components/schemas/View");
    }

    @Test
    void listsEveryTagOnce() {
        JsonNode merged = MergedDocument.of(OWN, Map.of("booking-service", json("""
                {"paths": {"/api/v1/bookings": {"get": {"tags": ["booking"]}, "post": {"tags": ["booking"]}}}}
                """)));

        assertThat(merged.path("tags").valueStream().map(tag -> tag.path("name").asString()))
                .containsExactly("booking", "health");
        assertThat(merged.at("/servers/0/url").asString()).isEqualTo("/");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
