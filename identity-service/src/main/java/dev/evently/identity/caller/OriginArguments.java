package dev.evently.identity.caller;

import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives controllers the {@link Origin} of a request and the {@link OwnSession} of its token. */
@Configuration(proxyBeanMethods = false)
class OriginArguments implements WebMvcConfigurer, HandlerMethodArgumentResolver {

    private final Origins origins;
    private final ObjectProvider<OpenSessions> openSessions;

    OriginArguments(Origins origins, ObjectProvider<OpenSessions> openSessions) {
        this.origins = origins;
        this.openSessions = openSessions;
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
        return parameter.getParameterType() == Origin.class ? origins.current() : ownSession();
    }

    /** Who has just been signed out must not use the seconds until the gateways know, least of all to sign out others. */
    private OwnSession ownSession() {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token)) {
            throw new ProblemException(CommonProblem.UNAUTHENTICATED);
        }
        Jwt jwt = token.getToken();
        UUID account = uuid(jwt.getSubject());
        List<String> roles = jwt.getClaimAsStringList("roles");
        if (account == null || (roles != null && roles.contains("SERVICE"))) {
            throw new ProblemException(CommonProblem.FORBIDDEN, "This operation needs the token of a person");
        }
        UUID session = uuid(jwt.getClaimAsString("sid"));
        if (session != null && !openSessions.getObject().isOpen(session)) {
            throw new ProblemException(CommonProblem.UNAUTHENTICATED, "The session has ended")
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
        }
        return new OwnSession(account, session);
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
