package dev.evently.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.awaitility.Awaitility;

/** Empties the suite's topics before the first test of a JVM, so that no test sees what an earlier module wrote. */
final class KafkaWipe {

    private static final String PREFIX = "evently.";
    private static boolean wiped;

    private KafkaWipe() {}

    static synchronized void once(String bootstrapServers) {
        if (wiped) {
            return;
        }
        try (Admin admin =
                Admin.create(Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.deleteTopics(topics(admin)).all().get(30, TimeUnit.SECONDS);
            Awaitility.await().until(() -> topics(admin).isEmpty());
            List<String> groups = admin.listGroups().all().get(30, TimeUnit.SECONDS).stream()
                    .map(GroupListing::groupId)
                    .toList();
            admin.deleteConsumerGroups(groups).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The topics of earlier tests cannot be deleted", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        wiped = true;
    }

    private static Set<String> topics(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        return admin.listTopics().names().get(30, TimeUnit.SECONDS).stream()
                .filter(name -> name.startsWith(PREFIX))
                .collect(Collectors.toSet());
    }
}
