package dev.evently.identity.signing;

import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SigningKeyController {

    private final KeyRing ring;

    SigningKeyController(KeyRing ring) {
        this.ring = ring;
    }

    /** Safe to send again: while a key waits for its turn, it is the answer. */
    @PostMapping("/api/v1/auth/signing-keys/rotate")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @ApiOperation(id = "rotateSigningKey", summary = "Makes the next signing key ready")
    NextKey rotate(Caller caller) {
        if (!caller.isAdmin()) {
            throw new ProblemException(CommonProblem.FORBIDDEN);
        }
        SigningKey key = ring.rotate(caller.requireUserId());
        return new NextKey(key.jwk().getKeyID(), key.signsFrom());
    }

    record NextKey(String kid, Instant signsFrom) {}
}
