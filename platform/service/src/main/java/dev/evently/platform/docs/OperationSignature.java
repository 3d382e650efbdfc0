package dev.evently.platform.docs;

import dev.evently.platform.security.Caller;
import dev.evently.platform.security.OrganizerOperation;
import dev.evently.platform.web.Page;
import dev.evently.platform.web.WrittenJson;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/** What the signature of a controller's method tells of its operation. */
record OperationSignature(HandlerMethod handler) {

    private static final Set<Class<?>> WRAPPERS = Set.of(ResponseEntity.class, WrittenJson.class);

    boolean reads() {
        return mapping()
                .filter(found -> Arrays.asList(found.method()).contains(RequestMethod.GET))
                .isPresent();
    }

    /** Whether the method answers those requests of its operation alone that have this parameter. */
    boolean isToldByParameter(String name) {
        return mapping()
                .filter(found -> Arrays.asList(found.params()).contains(name))
                .isPresent();
    }

    private Optional<RequestMapping> mapping() {
        return Optional.ofNullable(
                AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class));
    }

    /** Whether somebody has to be known for it. */
    boolean needsCaller() {
        return parameters().map(MethodParameter::getParameterType).anyMatch(OperationSignature::isFromToken);
    }

    private static boolean isFromToken(Class<?> type) {
        NotSent notSent = type.getAnnotation(NotSent.class);
        return type == Caller.class || (notSent != null && notSent.fromToken());
    }

    /** Whether only those who act for organizers have a use for it. */
    boolean isForOrganizers() {
        return handler.hasMethodAnnotation(OrganizerOperation.class);
    }

    /** The parameters that are made from the request, such as who calls. */
    boolean isNotSent(String name) {
        return parameters()
                .filter(parameter -> {
                    Class<?> type = parameter.nestedIfOptional().getNestedParameterType();
                    return type == Caller.class || type.isAnnotationPresent(NotSent.class);
                })
                .anyMatch(parameter -> name.equals(parameter.getParameter().getName()));
    }

    boolean mayKnowCaller() {
        return parameters()
                .anyMatch(parameter -> isFromToken(parameter.nestedIfOptional().getNestedParameterType()));
    }

    boolean hasBody() {
        return parameters().anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class));
    }

    boolean hasPathVariable() {
        return parameters().anyMatch(parameter -> parameter.hasParameterAnnotation(PathVariable.class));
    }

    boolean hasParameter() {
        return parameters().anyMatch(parameter -> parameter.hasParameterAnnotation(RequestParam.class));
    }

    boolean isPage() {
        ResolvableType type = ResolvableType.forMethodParameter(handler.getReturnType());
        while (WRAPPERS.contains(type.toClass())) {
            type = type.getGeneric(0);
        }
        return type.toClass() == Page.class;
    }

    /** The header {@code Idempotency-Key} as the method declares it; null where it takes none. */
    @Nullable
    RequestHeader idempotencyKey() {
        return header("Idempotency-Key").orElse(null);
    }

    boolean hasPrecondition() {
        return header(HttpHeaders.IF_MATCH).isPresent();
    }

    private Optional<RequestHeader> header(String name) {
        return parameters()
                .map(parameter -> parameter.getParameterAnnotation(RequestHeader.class))
                .filter(header -> header != null && name.equalsIgnoreCase(header.name()))
                .findFirst();
    }

    private Stream<MethodParameter> parameters() {
        return Arrays.stream(handler.getMethodParameters());
    }
}
