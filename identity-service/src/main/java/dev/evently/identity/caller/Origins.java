package dev.evently.identity.caller;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Tells where the request under way came from. */
@Component
public class Origins {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final Predicate<String> trusted;

    Origins(CallerSettings settings) {
        trusted = Pattern.compile(settings.trustedProxies()).asMatchPredicate();
    }

    /** An origin without address and user agent where no request is under way. */
    public Origin current() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? of(attributes.getRequest())
                : Origin.of(null, null);
    }

    /** The gateway adds its peer to the end of the chain; what stands before the last proxy that is trusted anybody wrote. */
    private Origin of(HttpServletRequest request) {
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
}
