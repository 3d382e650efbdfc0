package dev.evently.identity.session;

import dev.evently.platform.security.PublicRoutes;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the gateways ask for every two seconds. The gateway does not route here. No token is asked for, as the gateway has
 * none: the id of a session that is over opens nothing, and every access token shows the id of its own.
 *
 * <p>The entity tag stands for the ids alone, so it is the same on every instance, and who has it is answered 304.
 */
@RestController
class RevokedSessionsController {

    private static final String PATH = "/internal/v1/revoked-sessions";

    private final RevokedSessions revokedSessions;

    RevokedSessionsController(RevokedSessions revokedSessions) {
        this.revokedSessions = revokedSessions;
    }

    record Revoked(List<UUID> sessions) {}

    @GetMapping(PATH)
    ResponseEntity<Revoked> list() {
        List<UUID> ids = revokedSessions.list();
        return ResponseEntity.ok().eTag(tagOf(ids)).body(new Revoked(ids));
    }

    private static String tagOf(List<UUID> ids) {
        ByteBuffer bytes = ByteBuffer.allocate(ids.size() * 2 * Long.BYTES);
        ids.forEach(id -> bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Bean
    static PublicRoutes revokedSessionsAreOpenInside() {
        return new PublicRoutes().get(PATH);
    }
}
