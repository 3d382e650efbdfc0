package dev.evently.identity.session;

import dev.evently.identity.caller.OwnSession;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.Cursor;
import dev.evently.platform.web.Page;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/users/me/sessions")
class OwnSessionsController {

    private final OwnSessions ownSessions;

    OwnSessionsController(OwnSessions ownSessions) {
        this.ownSessions = ownSessions;
    }

    @GetMapping
    @ApiOperation(id = "listOwnSessions", summary = "Lists the open sessions of the caller")
    Page<SessionView> list(
            OwnSession own,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam Optional<String> cursor) {
        UUID before = cursor.map(OwnSessionsController::positionOf).orElse(OwnSessions.END);
        List<SessionView> found = ownSessions.list(own, before, limit + 1);
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<SessionView> page = found.subList(0, limit);
        return new Page<>(page, Cursor.encode(page.getLast().id()));
    }

    /** A session that has ended is no longer there, so a second attempt answers 404. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiOperation(id = "endSession", summary = "Ends a session of the caller", success = 204)
    void end(OwnSession own, @PathVariable UUID id) {
        if (!ownSessions.end(own, id)) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiOperation(id = "endOtherSessions", summary = "Ends all sessions of the caller but this one", success = 204)
    void endOthers(OwnSession own) {
        ownSessions.endOthers(own);
    }

    private static UUID positionOf(String cursor) {
        try {
            return UUID.fromString(Cursor.decode(cursor, 1).getFirst());
        } catch (IllegalArgumentException e) {
            throw Cursor.invalid();
        }
    }
}
