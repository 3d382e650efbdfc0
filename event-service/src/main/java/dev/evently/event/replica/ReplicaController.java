package dev.evently.event.replica;

import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.Page;
import dev.evently.platform.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The replicas of the event database as this instance sees them, for administrators. */
@RestController
class ReplicaController {

    private final ObjectProvider<Replicas> replicas;

    ReplicaController(ObjectProvider<Replicas> replicas) {
        this.replicas = replicas;
    }

    /**
     * One replica.
     *
     * @param number its position in {@code evently.replicas}
     * @param lagMillis how far it is behind at most; null when nobody knows
     */
    record ReplicaView(
            int number, Replica.State state, @Nullable Long lagMillis) {

        static ReplicaView of(Replica replica) {
            return new ReplicaView(replica.number(), replica.state(), replica.lagMillis());
        }
    }

    @GetMapping("/api/v1/admin/replicas")
    @ApiOperation(id = "listReplicas", summary = "Shows the read replicas of the event database, for administrators")
    Page<ReplicaView> all(Caller caller) {
        if (!caller.isAdmin()) {
            throw new ProblemException(CommonProblem.FORBIDDEN);
        }
        return new Page<>(
                replicas.stream()
                        .flatMap(all -> all.all().stream())
                        .map(ReplicaView::of)
                        .toList(),
                null);
    }
}
