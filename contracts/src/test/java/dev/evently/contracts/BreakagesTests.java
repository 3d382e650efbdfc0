package dev.evently.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Each kind of change, made to a promise and judged. */
class BreakagesTests {

    private static final JsonMapper JSON = new JsonMapper();

    private static final String TOPIC = """
            {
              "topic": "t", "partitions": 12, "retentionMillis": 1000,
              "types": {
                "Sold.v1": {
                  "key": { "type": "string", "format": "uuid", "x-field": "id" },
                  "headers": {
                    "type": "object",
                    "properties": { "ce_id": { "type": "string" }, "ce_source": { "const": "/shop" } },
                    "required": ["ce_id"]
                  },
                  "value": {
                    "type": "object",
                    "properties": {
                      "id": { "type": "string", "format": "uuid" },
                      "at": { "type": "string", "format": "date-time", "pattern": "Z$" },
                      "title": { "type": "string", "minLength": 1, "maxLength": 300 },
                      "seat": { "type": ["null", "string"] },
                      "price": { "type": "integer", "minimum": 0, "maximum": 1000 },
                      "weight": { "type": "number" },
                      "reason": { "type": "string", "enum": ["BUYER", "SHOP"] },
                      "note": { "type": "string" },
                      "items": {
                        "type": "array",
                        "minItems": 1,
                        "uniqueItems": true,
                        "items": {
                          "type": "object",
                          "properties": { "count": { "type": "integer" }, "label": { "type": "string" } },
                          "required": ["count"],
                          "oneOf": [{ "required": ["count"] }, { "required": ["label"] }]
                        }
                      }
                    },
                    "required": ["at", "id", "seat"]
                  }
                }
              }
            }""";

    private static final String VALUE = "/types/Sold.v1/value";

    /** Where, what is put there instead ("-" for nothing), and a part of what is said of it. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /properties/title                        | -                          | Sold.v1 value.title is gone
            /properties/items/items/properties/label | -                          | Sold.v1 value.items[].label is gone
            /properties/title/type                   | "integer"                  | may be integer, which it never was
            /properties/title/type                   | -                          | may be of any type
            /properties/title/type                   | ["null","string"]          | may be null, which it never was
            /properties/price/type                   | "number"                   | may be number, which it never was
            /properties/id/format                    | -                          | format is nothing instead of "uuid"
            /properties/at/format                    | "date"                     | format is "date" instead of "date-time"
            /properties/at/pattern                   | "\\\\+00:00$"                | pattern is
            /properties/title/maxLength              | 301                        | maxLength is 301 instead of 300
            /properties/title/maxLength              | -                          | maxLength is nothing instead of 300
            /properties/title/minLength              | 0                          | minLength is 0 instead of 1
            /properties/price/minimum                | -1                         | minimum is -1 instead of 0
            /properties/price/maximum                | 1001                       | maximum is 1001 instead of 1000
            /properties/items/minItems               | -                          | minItems is nothing instead of 1
            /properties/items/uniqueItems            | false                      | uniqueItems is false
            /properties/items/items                  | -                          | Sold.v1 value.items[]: schema is nothing
            /properties/reason/enum                  | ["BUYER","SHOP","FRAUD"]   | readers tell these apart
            /properties/reason/enum                  | ["BUYER"]                  | readers tell these apart
            /properties/reason/enum                  | -                          | readers tell these apart
            /properties/note                         | true                       | Sold.v1 value.note: schema is true
            /required                                | ["at","id"]                | Sold.v1 value.seat may be absent
            /properties/items/items/required         | []                         | Sold.v1 value.items[].count may be absent
            /properties/items/items/oneOf            | [{"required":["count"]}]   | oneOf is
            /additionalProperties                    | false                      | additionalProperties is false
            """)
    void breaksAReaderOfTheValue(String place, String change, String said) {
        assertThat(breakages(VALUE + place, change)).singleElement().asString().contains(said);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /properties/added                          | {"type":"string"}
            /properties/items/items/properties/added   | {"type":"string"}
            /required                                  | ["at","id","seat","title"]
            /properties/seat/type                      | "string"
            /properties/weight/type                    | "integer"
            /properties/title/maxLength                | 200
            /properties/title/minLength                | 2
            /properties/price/minimum                  | 1
            /properties/price/maximum                  | 999
            /properties/note/format                    | "email"
            /properties/note/pattern                   | "^[a-z]+$"
            /properties/note/maxLength                 | 10
            /properties/note/enum                      | ["a","b"]
            /properties/reason/enum                    | ["SHOP","BUYER"]
            """)
    void breaksNoReaderOfTheValue(String place, String change) {
        assertThat(breakages(VALUE + place, change)).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /partitions                                               | 24      | has 24 partitions instead of 12
            /retentionMillis                                          | 999     | keeps records for 999 ms instead of 1000
            /types/Sold.v1                                            | -       | Sold.v1 no longer travels on t
            /types/Sold.v1/key/x-field                                | "seat"  | Sold.v1 key: x-field is "seat" instead of "id"
            /types/Sold.v1/key/format                                 | -       | Sold.v1 key: format is nothing
            /types/Sold.v1/headers/required                           | []      | Sold.v1 headers.ce_id may be absent
            /types/Sold.v1/headers/properties/ce_source/const         | "/till" | readers tell these apart
            """)
    void breaksAReaderOfTheTopic(String place, String change, String said) {
        assertThat(breakages(place, change)).singleElement().asString().contains(said);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /retentionMillis                                          | -1
            /retentionMillis                                          | 1001
            /types/Sold.v2                                            | {"value":{}}
            /types/Sold.v1/headers/properties/ce_added                | {"type":"string"}
            """)
    void breaksNoReaderOfTheTopic(String place, String change) {
        assertThat(breakages(place, change)).isEmpty();
    }

    @Test
    void missesATopic() {
        Map<String, JsonNode> landed = Map.of("t", topic());

        assertThat(Breakages.between(landed, Map.of(), Set.of())).containsExactly("Topic t is gone");
        assertThat(Breakages.between(landed, Map.of("u", topic()), Set.of())).containsExactly("Topic t is gone");
        assertThat(Breakages.between(Map.of(), landed, Set.of())).isEmpty();
    }

    @Test
    void letsRetiredTypesGo() {
        ObjectNode without = topic();
        ((ObjectNode) without.path("types")).remove("Sold.v1");

        assertThat(Breakages.between(Map.of("t", topic()), Map.of("t", without), Set.of("Sold.v1")))
                .isEmpty();
        assertThat(Breakages.between(Map.of("t", topic()), Map.of(), Set.of("Sold.v1")))
                .isEmpty();
        assertThat(Breakages.between(Map.of("t", topic()), Map.of("t", without), Set.of("Sold.v2")))
                .hasSize(1);
    }

    @Test
    void everyContractThatLosesAFieldBreaksItsReaders() {
        Map<String, JsonNode> landed = Landed.contracts();
        landed.forEach((name, topic) -> topic.path("types")
                .propertyNames()
                .forEach(type -> topic.path("types")
                        .path(type)
                        .at("/value/properties")
                        .propertyNames()
                        .forEach(field -> {
                            JsonNode changed = topic.deepCopy();
                            JsonNode value = changed.path("types").path(type).path("value");
                            ((ObjectNode) value.path("properties")).remove(field);

                            assertThat(Breakages.between(Map.of(name, topic), Map.of(name, changed), Set.of()))
                                    .as("%s without %s", type, field)
                                    .contains("%s value.%s is gone".formatted(type, field));
                        })));
    }

    private static List<String> breakages(String place, String change) {
        ObjectNode changed = topic();
        int last = place.lastIndexOf('/');
        ObjectNode parent = (ObjectNode) changed.at(place.substring(0, last));
        String name = place.substring(last + 1);
        if (change.equals("-")) {
            assertThat(parent.remove(name)).as(place).isNotNull();
        } else {
            parent.set(name, JSON.readTree(change));
        }
        return Breakages.between(Map.of("t", topic()), Map.of("t", changed), Set.of());
    }

    private static ObjectNode topic() {
        return (ObjectNode) JSON.readTree(TOPIC);
    }
}
