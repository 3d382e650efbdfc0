package dev.evently.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The last resort: what failed before or after the controllers is a problem as well. */
@RestController
class ProblemErrorController implements ErrorController {

    private final ProblemResponses problems;

    ProblemErrorController(ProblemResponses problems) {
        this.problems = problems;
    }

    @RequestMapping("${server.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.write(request, response, new ProblemException(typeOf(request)));
    }

    private static CommonProblem typeOf(HttpServletRequest request) {
        if (keysAreAway(request.getAttribute(RequestDispatcher.ERROR_EXCEPTION))) {
            return CommonProblem.UNAVAILABLE;
        }
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? CommonProblem.of(HttpStatusCode.valueOf(code))
                : CommonProblem.NOT_FOUND;
    }

    /** Whether a token could not be checked because the issuer's keys cannot be had. */
    private static boolean keysAreAway(Object thrown) {
        return thrown instanceof AuthenticationServiceException || thrown instanceof JwtDecoderInitializationException;
    }
}
