package dev.evently.event;

import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** A further instance of the service, beside the one that the test framework started and on its servers. */
final class Instance implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Instance(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts an instance on a free port; {@code settings} are what differs, as {@code name=value}. */
    static Instance like(Environment first, String... settings) {
        Stream<String> shared = Stream.of(
                        "spring.datasource.url",
                        "spring.datasource.username",
                        "spring.datasource.password",
                        "spring.datasource.hikari.connection-timeout",
                        "spring.kafka.bootstrap-servers",
                        "evently.issuer",
                        "evently.redis.url",
                        "eureka.client.enabled")
                .map(name -> name + "=" + first.getRequiredProperty(name));
        String[] arguments = Stream.of(Stream.of("server.port=0"), shared, Arrays.stream(settings))
                .flatMap(properties -> properties)
                .map(property -> "--" + property)
                .toArray(String[]::new);
        return new Instance(new SpringApplicationBuilder(EventServiceApplication.class).run(arguments));
    }

    EventApi visitor() {
        return EventApi.anybody(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    @Override
    public void close() {
        context.close();
    }
}
