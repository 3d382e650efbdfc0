package dev.evently.identity.caller;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Tells where the request under way came from. */
@Component
public class Origins {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    /** An origin without address and user agent where no request is under way. */
    public Origin current() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? of(attributes.getRequest())
                : Origin.of(null, null);
    }

    /** The gateway has removed what the client said of itself, and named the client at the end. */
    private static Origin of(HttpServletRequest request) {
        String address = Collections.list(request.getHeaders(FORWARDED_FOR)).stream()
                .reduce((earlier, last) -> last)
                .map(chain -> chain.substring(chain.lastIndexOf(',') + 1).strip())
                .orElseGet(request::getRemoteAddr);
        return Origin.of(address, request.getHeader(HttpHeaders.USER_AGENT));
    }
}
