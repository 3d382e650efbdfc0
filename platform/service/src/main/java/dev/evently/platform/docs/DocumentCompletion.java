package dev.evently.platform.docs;

import dev.evently.platform.security.PublicRoutes;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.servers.Server;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.http.HttpMethod;

/** Completes the document as a whole: who may call what, the parts that are shared, and an example of every body. */
final class DocumentCompletion implements GlobalOpenApiCustomizer {

    private final List<PublicRoutes> publicRoutes;
    private final BodyExamples examples;

    DocumentCompletion(List<PublicRoutes> publicRoutes, BodyExamples examples) {
        this.publicRoutes = List.copyOf(publicRoutes);
        this.examples = examples;
    }

    @Override
    public void customise(OpenAPI document) {
        document.info(new Info()
                .title("Evently")
                .version("v1")
                .description(
                        "Booking of places at events. Money is in minor units, times are ISO 8601 in UTC, lists are"
                                + " read by cursor, and every refusal is a problem whose type explains it.")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
        document.servers(List.of(new Server().url("/")));
        Components components = document.getComponents() == null ? new Components() : document.getComponents();
        document.components(components);
        Set<String> slugs = new TreeSet<>();
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    secure(operation, method, path);
                    dropRepeatedParameters(operation);
                    sayWhatIsBinary(operation);
                    bodies(operation).forEach(body -> describe(body, components, slugs));
                }));
        if (components.getSchemas() != null) {
            components.getSchemas().remove("Caller");
        }
        DocumentParts.addTo(components, slugs);
    }

    /** Nobody is asked who he is where the security chain asks nobody; but who shows a token must show a good one. */
    private void secure(Operation operation, PathItem.HttpMethod method, String path) {
        String sample = path.replaceAll("\\{[^/]+}", "x");
        boolean open =
                publicRoutes.stream().anyMatch(routes -> routes.admit(HttpMethod.valueOf(method.name()), sample));
        SecurityRequirement bearer = new SecurityRequirement().addList(DocumentParts.BEARER);
        List<SecurityRequirement> security = new ArrayList<>();
        if (open && refusesTokens(operation)) {
            security.add(new SecurityRequirement());
        }
        if (!open || refusesTokens(operation)) {
            security.add(bearer);
        }
        Object scope = operation.getExtensions() == null
                ? null
                : operation.getExtensions().remove(DocumentParts.SCOPE);
        if (scope != null) {
            security.add(new SecurityRequirement().addList(DocumentParts.MACHINE, scope.toString()));
        }
        operation.setSecurity(security);
    }

    private static boolean refusesTokens(Operation operation) {
        ApiResponse refusal = operation.getResponses().get("401");
        return refusal != null
                && refusal.getContent().values().stream()
                        .anyMatch(body -> body.getExamples().containsKey("unauthenticated"));
    }

    /** Two methods that share a path, told apart by a parameter, are one operation whose parts springdoc adds up. */
    private static void dropRepeatedParameters(Operation operation) {
        Set<String> seen = new HashSet<>();
        if (operation.getParameters() != null) {
            operation.getParameters().removeIf(parameter -> !seen.add(parameter.getIn() + ' ' + parameter.getName()));
        }
    }

    private static void sayWhatIsBinary(Operation operation) {
        operation.getResponses().values().stream()
                .map(ApiResponse::getContent)
                .filter(Objects::nonNull)
                .forEach(content -> content.forEach((type, body) -> {
                    if (body.getSchema() != null
                            && "byte".equals(body.getSchema().getFormat())) {
                        body.getSchema().setFormat("binary");
                    }
                }));
    }

    private static Stream<MediaType> bodies(Operation operation) {
        Stream<MediaType> asked =
                operation.getRequestBody() == null || operation.getRequestBody().getContent() == null
                        ? Stream.of()
                        : operation.getRequestBody().getContent().values().stream();
        return Stream.concat(
                asked,
                operation.getResponses().values().stream()
                        .filter(response -> response.getContent() != null)
                        .flatMap(response -> response.getContent().values().stream()));
    }

    private void describe(MediaType body, Components components, Set<String> slugs) {
        if (body.getExamples() != null) {
            slugs.addAll(body.getExamples().keySet());
        } else if (body.getExample() == null && body.getSchema() != null) {
            examples.of(body.getSchema(), components).ifPresent(body::setExample);
        }
    }
}
