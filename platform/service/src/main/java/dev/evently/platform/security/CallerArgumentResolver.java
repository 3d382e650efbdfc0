package dev.evently.platform.security;

import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controllers the {@link Caller}; an {@code Optional<Caller>} where a route is public. */
final class CallerArgumentResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.nestedIfOptional().getNestedParameterType() == Caller.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binderFactory) {
        Optional<Caller> caller = current();
        return parameter.getParameterType() == Optional.class
                ? caller
                : caller.orElseThrow(() -> new ProblemException(CommonProblem.UNAUTHENTICATED));
    }

    private static Optional<Caller> current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token
                ? Optional.of(callerOf(token.getToken()))
                : Optional.empty();
    }

    private static Caller callerOf(Jwt token) {
        String subject = token.getSubject();
        if (subject == null) {
            throw new ProblemException(CommonProblem.UNAUTHENTICATED, "The token has no subject");
        }
        Set<String> roles = TokenClaims.roles(token);
        return new Caller(
                roles.contains("SERVICE") ? null : accountOf(subject), subject, roles, TokenClaims.scopes(token));
    }

    private static UUID accountOf(String subject) {
        try {
            return UUID.fromString(subject);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(CommonProblem.UNAUTHENTICATED, "The token's subject is not an account");
        }
    }
}
