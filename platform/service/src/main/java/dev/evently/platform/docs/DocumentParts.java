package dev.evently.platform.docs;

import dev.evently.platform.security.MachineScopes;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The parts of a document that many operations refer to. */
final class DocumentParts {

    static final String BEARER = "bearer";
    static final String MACHINE = "machine";

    /** On an operation while the document is made: what machines need for it. */
    static final String SCOPE = "x-machine-scope";

    static final List<String> ON_EVERY_ANSWER = List.of("RateLimit", "RateLimit-Policy");
    static final ProblemCatalogue CATALOGUE = new ProblemCatalogue();

    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

    private static final Map<String, Header> HEADERS = Map.of(
            HttpHeaders.ETAG,
            text("The version of the representation, for If-None-Match and If-Match", "\"7\""),
            HttpHeaders.LOCATION,
            text("Where the thing that was made can be read", "/api/v1/users/me"),
            HttpHeaders.LINK,
            text("The next page (RFC 8288); missing on the last", "</api/v1/bookings?cursor=MQ>; rel=\"next\""),
            HttpHeaders.RETRY_AFTER,
            number("The seconds after which another try makes sense", 1),
            HttpHeaders.WWW_AUTHENTICATE,
            text("What kind of token is asked for", "Bearer"),
            "RateLimit-Policy",
            text("How many requests in how many seconds a caller has", "\"address\";q=3000;w=10"),
            "RateLimit",
            text("How many requests are left to the caller", "\"address\";r=2999"),
            "Evently-Incomplete",
            text("There when a part of the data is away, so that entries are missing", "true"));

    private DocumentParts() {}

    /** Adds the scheme, the problem, the headers and the examples of the problems that are named. */
    static void addTo(Components components, Set<String> slugs) {
        components.addSecuritySchemes(
                BEARER,
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")
                        .description("An access token of a person, from /api/v1/auth/login"));
        Scopes scopes = new Scopes();
        MachineScopes.ALL.forEach(scopes::addString);
        components.addSecuritySchemes(
                MACHINE,
                new SecurityScheme()
                        .type(SecurityScheme.Type.OAUTH2)
                        .description("An access token of a machine, with the scope that the operation names")
                        .flows(new OAuthFlows()
                                .clientCredentials(new OAuthFlow()
                                        .tokenUrl("/oauth2/token")
                                        .scopes(scopes))));
        components.addSchemas("Problem", problem());
        components.addSchemas("FieldError", fieldError());
        new TreeMap<>(HEADERS).forEach(components::addHeaders);
        slugs.stream().sorted().forEach(slug -> components.addExamples(slug, example(CATALOGUE.find(slug))));
    }

    private static Example example(ProblemCatalogue.Entry problem) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "/problems/" + problem.slug());
        body.put("title", problem.title());
        body.put("status", problem.status().value());
        body.put("instance", "/api/v1/bookings");
        body.put("traceId", TRACE_ID);
        if (problem.slug().equals("validation") || problem.slug().equals("malformed-request")) {
            body.put("errors", List.of(Map.of("field", "limit", "message", "must be greater than or equal to 1")));
        }
        return new Example().summary(problem.title()).value(body);
    }

    /** The body of every refusal (RFC 9457). A kind of problem may have members of its own, which its page explains. */
    private static Schema<?> problem() {
        Schema<?> schema = typed(new ObjectSchema(), "object");
        schema.setDescription("A refusal (RFC 9457). The page that its type names explains it and members of its own.");
        schema.addProperty("type", string("uri-reference", "Which problem it is; GET it for an explanation"));
        schema.addProperty("title", string(null, "The problem in a few words, the same for all of its kind"));
        schema.addProperty("status", typed(new IntegerSchema().format("int32"), "integer"));
        schema.addProperty("detail", string(null, "What is peculiar to this occurrence"));
        schema.addProperty("instance", string("uri-reference", "The path that was asked for"));
        schema.addProperty("traceId", string(null, "What to name when asking for help"));
        Schema<?> errors = typed(new ArraySchema(), "array");
        errors.setItems(new Schema<>().$ref("#/components/schemas/FieldError"));
        schema.addProperty("errors", errors);
        schema.setRequired(List.of("type", "title", "status"));
        return schema;
    }

    private static Schema<?> fieldError() {
        Schema<?> schema = typed(new ObjectSchema(), "object");
        schema.setDescription("What is wrong with one field of a request");
        schema.addProperty("field", string(null, "The path of the field, such as items[0].quantity"));
        schema.addProperty("message", string(null, "What the field must be"));
        schema.setRequired(List.of("field", "message"));
        return schema;
    }

    private static Schema<?> string(@Nullable String format, String description) {
        return typed(new StringSchema().format(format), "string").description(description);
    }

    private static Schema<?> typed(Schema<?> schema, String type) {
        schema.addType(type);
        return schema;
    }

    private static Header text(String description, String example) {
        return new Header()
                .description(description)
                .schema(typed(new StringSchema(), "string"))
                .example(example);
    }

    private static Header number(String description, int example) {
        return new Header()
                .description(description)
                .schema(typed(new IntegerSchema(), "integer").minimum(BigDecimal.ONE))
                .example(example);
    }
}
