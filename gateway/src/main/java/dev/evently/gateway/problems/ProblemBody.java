package dev.evently.gateway.problems;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of a problem, in the shape that the services use. */
final class ProblemBody {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ProblemBody() {}

    static byte[] of(GatewayProblem type, @Nullable String detail, String instance, String traceId) {
        return of(type, detail, Map.of(), instance, traceId);
    }

    static byte[] of(
            GatewayProblem type, @Nullable String detail, Map<String, String> fields, String instance, String traceId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "/problems/" + type.slug());
        body.put("title", type.title());
        body.put("status", type.status().value());
        if (detail != null) {
            body.put("detail", detail);
        }
        body.put("instance", instance);
        if (!fields.isEmpty()) {
            body.put(
                    "errors",
                    fields.entrySet().stream()
                            .map(field -> Map.of("field", field.getKey(), "message", field.getValue()))
                            .toList());
        }
        body.put("traceId", traceId);
        return JSON.writeValueAsBytes(body);
    }
}
