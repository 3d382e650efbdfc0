package dev.evently.platform.docs;

import dev.evently.platform.security.OperationGuard;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.method.HandlerMethod;

/** Completes what springdoc reads from a controller's method: name, tag, headers and every refusal. */
final class OperationDescription implements GlobalOperationCustomizer {

    private static final Set<Integer> RETRIED = Set.of(409, 429, 503);

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        OperationSignature signature = new OperationSignature(handler);
        Optional<ApiOperation> described = Optional.ofNullable(handler.getMethodAnnotation(ApiOperation.class));
        described.ifPresent(about -> operation.operationId(about.id()).summary(about.summary()));
        operation.setTags(List.of(tagOf(handler.getBeanType().getSimpleName())));
        describeParameters(operation, signature);
        described.ifPresent(about -> successes(operation, about));
        OperationGuard.scopeOf(handler).ifPresent(scope -> operation.addExtension(DocumentParts.SCOPE, scope));
        successHeaders(
                operation, signature, described.map(ApiOperation::headers).orElse(new String[0]));
        problems(
                        signature,
                        hasCursor(operation),
                        described.map(ApiOperation::problems).orElse(new String[0]))
                .forEach((status, slugs) ->
                        operation.getResponses().addApiResponse(status.toString(), refusal(status, slugs)));
        return operation;
    }

    /** {@code CheckInController} is about {@code check-in}. */
    private static String tagOf(String controller) {
        return controller
                .replaceFirst("Controller$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    private static void describeParameters(Operation operation, OperationSignature signature) {
        if (operation.getParameters() != null) {
            operation.getParameters().removeIf(parameter -> signature.isNotSent(parameter.getName()));
            operation.getParameters().stream()
                    .filter(parameter -> signature.isToldByParameter(parameter.getName()))
                    .forEach(parameter -> parameter.setRequired(false));
        }
    }

    private static void successes(Operation operation, ApiOperation about) {
        if (about.success().length == 0) {
            return;
        }
        Content content = operation.getResponses().values().stream()
                .map(ApiResponse::getContent)
                .filter(found -> found != null)
                .findFirst()
                .orElse(null);
        ApiResponses responses = new ApiResponses();
        for (int status : about.success()) {
            responses.addApiResponse(
                    Integer.toString(status), new ApiResponse().content(status == 204 ? null : content));
        }
        operation.setResponses(responses);
    }

    private static void successHeaders(Operation operation, OperationSignature signature, String[] named) {
        Set<String> headers = new LinkedHashSet<>(Arrays.asList(named));
        if (signature.isPage() && hasCursor(operation)) {
            headers.add(HttpHeaders.LINK);
        }
        if (signature.reads()) {
            headers.add(HttpHeaders.ETAG);
        }
        headers.addAll(DocumentParts.ON_EVERY_ANSWER);
        operation.getResponses().forEach((status, response) -> {
            response.setDescription(reason(Integer.parseInt(status)));
            headers.forEach(header -> response.addHeaderObject(header, headerRef(header)));
        });
        if (signature.reads()) {
            operation.addParametersItem(new HeaderParameter()
                    .name(HttpHeaders.IF_NONE_MATCH)
                    .description("The ETag of the representation that the client has")
                    .required(false)
                    .schema(new StringSchema()));
            ApiResponse unchanged = new ApiResponse().description(reason(304));
            unchanged.addHeaderObject(HttpHeaders.ETAG, headerRef(HttpHeaders.ETAG));
            DocumentParts.ON_EVERY_ANSWER.forEach(header -> unchanged.addHeaderObject(header, headerRef(header)));
            operation.getResponses().addApiResponse("304", unchanged);
        }
    }

    /** The slugs by status, in the order of the statuses. */
    private static Map<Integer, List<String>> problems(
            OperationSignature signature, boolean hasCursor, String[] named) {
        Set<String> slugs = new LinkedHashSet<>(Arrays.asList(named));
        slugs.addAll(List.of("not-acceptable", "too-many-requests", "internal", "unavailable", "gateway-timeout"));
        if (signature.mayKnowCaller()) {
            slugs.add("unauthenticated");
        }
        if (signature.needsCaller()) {
            slugs.add("forbidden");
        }
        if (signature.isForOrganizers()) {
            slugs.addAll(List.of("second-factor-needed", "email-unverified"));
        }
        if (signature.hasPathVariable()) {
            slugs.addAll(List.of("malformed-request", "not-found"));
        }
        if (signature.hasParameter()) {
            slugs.addAll(List.of("malformed-request", "validation"));
        }
        if (hasCursor) {
            slugs.add("invalid-cursor");
        }
        if (signature.hasBody()) {
            slugs.addAll(List.of("malformed-request", "payload-too-large", "unsupported-media-type", "validation"));
        }
        @Nullable RequestHeader key = signature.idempotencyKey();
        if (key != null) {
            slugs.addAll(List.of("malformed-request", "idempotency-in-flight", "idempotency-key-reused"));
            if (key.required()) {
                slugs.add("idempotency-key-missing");
            }
        }
        if (signature.hasPrecondition()) {
            slugs.add("precondition-failed");
        }
        ProblemCatalogue catalogue = DocumentParts.CATALOGUE;
        return slugs.stream()
                .map(catalogue::find)
                .sorted((one, other) -> one.slug().compareTo(other.slug()))
                .collect(Collectors.groupingBy(
                        entry -> entry.status().value(),
                        TreeMap::new,
                        Collectors.mapping(ProblemCatalogue.Entry::slug, Collectors.toList())));
    }

    private static boolean hasCursor(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> "cursor".equals(parameter.getName()));
    }

    private static ApiResponse refusal(int status, List<String> slugs) {
        MediaType body = new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"));
        slugs.forEach(slug -> body.addExamples(slug, new Example().$ref("#/components/examples/" + slug)));
        ApiResponse response = new ApiResponse()
                .description(reason(status))
                .content(new Content().addMediaType("application/problem+json", body));
        List<String> headers = new ArrayList<>(DocumentParts.ON_EVERY_ANSWER);
        if (RETRIED.contains(status) && (status != 409 || slugs.contains("idempotency-in-flight"))) {
            headers.add(HttpHeaders.RETRY_AFTER);
        }
        if (status == 401) {
            headers.add(HttpHeaders.WWW_AUTHENTICATE);
        }
        if (status == 412) {
            headers.add(HttpHeaders.ETAG);
        }
        headers.forEach(header -> response.addHeaderObject(header, headerRef(header)));
        return response;
    }

    private static Header headerRef(String name) {
        return new Header().$ref("#/components/headers/" + name);
    }

    private static String reason(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null ? Integer.toString(status) : known.getReasonPhrase();
    }
}
