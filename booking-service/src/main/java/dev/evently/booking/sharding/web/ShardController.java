package dev.evently.booking.sharding.web;

import dev.evently.booking.sharding.ShardOverview;
import dev.evently.booking.sharding.ShardOverview.Condition;
import dev.evently.booking.sharding.ShardOverview.Figures;
import dev.evently.booking.sharding.ShardOverview.StreamingReplica;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.Page;
import dev.evently.platform.web.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ShardController {

    private final ShardOverview overview;

    ShardController(ShardOverview overview) {
        this.overview = overview;
    }

    /** Whether a shard answers. */
    enum State {
        UP,
        DOWN
    }

    /** One shard; of one that is down only what needs no answer from it. */
    record ShardView(
            int number,
            State state,
            int buckets,
            @Nullable Long sizeBytes,
            @Nullable Integer connections,
            @Nullable Integer connectionsInUse,
            @Nullable List<StreamingReplica> replicas) {

        static ShardView of(Condition condition) {
            int number = condition.shard().number();
            Figures figures = condition.figures();
            return figures == null
                    ? new ShardView(number, State.DOWN, condition.buckets(), null, null, null, null)
                    : new ShardView(
                            number,
                            State.UP,
                            condition.buckets(),
                            figures.sizeBytes(),
                            figures.connections(),
                            figures.connectionsInUse(),
                            figures.replicas());
        }
    }

    @GetMapping("/api/v1/admin/shards")
    @ApiOperation(id = "listShards", summary = "Shows the shards of the booking database, for administrators")
    Page<ShardView> all(Caller caller) throws InterruptedException {
        if (!caller.isAdmin()) {
            throw new ProblemException(CommonProblem.FORBIDDEN);
        }
        return new Page<>(overview.look().stream().map(ShardView::of).toList(), null);
    }
}
