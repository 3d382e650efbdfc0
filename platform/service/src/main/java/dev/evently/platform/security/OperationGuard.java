package dev.evently.platform.security;

import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses, before a controller is called, what the token alone forbids: machines without the operation's scope, and people
 * whose sign-in was too weak to act for an organizer.
 */
public final class OperationGuard implements HandlerInterceptor {

    private final List<PublicRoutes> publicRoutes;
    private final OrganizerSettings organizers;

    OperationGuard(List<PublicRoutes> publicRoutes, OrganizerSettings organizers) {
        this.publicRoutes = List.copyOf(publicRoutes);
        this.organizers = organizers;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && request.getDispatcherType() == DispatcherType.REQUEST
                && !HttpMethod.OPTIONS.matches(request.getMethod())
                && SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken caller) {
            if (TokenClaims.roles(caller.getToken()).contains("SERVICE")) {
                requireScope(caller.getToken(), method, request);
            } else if (method.hasMethodAnnotation(OrganizerOperation.class)) {
                requireStrongSignIn(caller.getToken());
            }
        }
        return true;
    }

    private void requireScope(Jwt token, HandlerMethod method, HttpServletRequest request) {
        Optional<String> scope = scopeOf(method);
        if (scope.isPresent()) {
            if (!TokenClaims.scopes(token).contains(scope.get())) {
                throw new ProblemException(CommonProblem.FORBIDDEN, "This operation needs the scope " + scope.get())
                        .header(
                                HttpHeaders.WWW_AUTHENTICATE,
                                "Bearer error=\"insufficient_scope\", scope=\"" + scope.get() + "\"");
            }
        } else if (!isPublic(request)) {
            throw new ProblemException(CommonProblem.FORBIDDEN, "This operation needs the token of a person");
        }
    }

    private boolean isPublic(HttpServletRequest request) {
        HttpMethod method = HttpMethod.valueOf(request.getMethod());
        return publicRoutes.stream().anyMatch(routes -> routes.admit(method, request.getRequestURI()));
    }

    /** The scope that an operation asks of machines. */
    public static Optional<String> scopeOf(HandlerMethod method) {
        MachineScope scope = method.getMethodAnnotation(MachineScope.class);
        if (scope == null) {
            scope = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), MachineScope.class);
        }
        return Optional.ofNullable(scope).map(MachineScope::value);
    }

    /**
     * Refuses the caller of the request under way, if his sign-in is too weak to act for an organizer. For operations that
     * buyers have a use for as well, once it is known who he is.
     */
    public void requireStrongSignIn() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken caller) {
            requireStrongSignIn(caller.getToken());
        }
    }

    private void requireStrongSignIn(Jwt token) {
        if (TokenClaims.roles(token).contains("ADMIN")) {
            return;
        }
        if (organizers.needVerifiedEmail() && !Boolean.TRUE.equals(token.getClaimAsBoolean("email_verified"))) {
            throw new ProblemException(
                    CommonProblem.EMAIL_UNVERIFIED,
                    "Ask for a mail with POST /api/v1/auth/email-verification, show its token, and renew the session");
        }
        List<String> methods = token.getClaimAsStringList("amr");
        if (organizers.needSecondFactor() && (methods == null || !methods.contains("otp"))) {
            throw new ProblemException(
                    CommonProblem.SECOND_FACTOR_NEEDED,
                    "Set one up with POST /api/v1/users/me/mfa, and renew the session");
        }
    }
}
