package dev.evently.identity.caller;

import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives controllers the {@link Origin} of a request and the {@link OwnSession} of its token. */
@Configuration(proxyBeanMethods = false)
class OriginArguments implements WebMvcConfigurer, HandlerMethodArgumentResolver {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final Predicate<String> trusted;

    OriginArguments(CallerSettings settings) {
        trusted = Pattern.compile(settings.trustedProxies()).asMatchPredicate();
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Origin.class || parameter.getParameterType() == OwnSession.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binderFactory) {
        return parameter.getParameterType() == Origin.class
                ? originOf(request.getNativeRequest(HttpServletRequest.class))
                : ownSession();
    }

    /** The gateway adds its peer to the end of the chain; what stands before the last proxy that is trusted anybody wrote. */
    private Origin originOf(@Nullable HttpServletRequest request) {
        if (request == null) {
            return Origin.of(null, null);
        }
        List<String> chain = Collections.list(request.getHeaders(FORWARDED_FOR)).stream()
                .flatMap(header -> List.of(StringUtils.commaDelimitedListToStringArray(header)).stream())
                .map(String::strip)
                .toList();
        String address = chain.reversed().stream()
                .filter(trusted.negate())
                .findFirst()
                .orElseGet(() -> chain.isEmpty() ? request.getRemoteAddr() : chain.getFirst());
        return Origin.of(address, request.getHeader(HttpHeaders.USER_AGENT));
    }

    private static OwnSession ownSession() {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token)) {
            throw new ProblemException(CommonProblem.UNAUTHENTICATED);
        }
        Jwt jwt = token.getToken();
        UUID account = uuid(jwt.getSubject());
        List<String> roles = jwt.getClaimAsStringList("roles");
        if (account == null || (roles != null && roles.contains("SERVICE"))) {
            throw new ProblemException(CommonProblem.FORBIDDEN, "This operation needs the token of a person");
        }
        return new OwnSession(account, uuid(jwt.getClaimAsString("sid")));
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
