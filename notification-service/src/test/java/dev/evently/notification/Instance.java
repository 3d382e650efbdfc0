package dev.evently.notification;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** A further instance of the service, beside the one that the test framework started and on its servers. */
public final class Instance implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Instance(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts an instance on a free port.
     *
     * @param first the instance whose servers it shares
     * @param settings what differs, as {@code name=value}
     */
    public static Instance like(Environment first, String... settings) {
        Stream<String> shared = Stream.of(
                        "spring.datasource.url",
                        "spring.datasource.username",
                        "spring.datasource.password",
                        "spring.kafka.bootstrap-servers",
                        "spring.mail.port",
                        "evently.issuer",
                        "evently.redis.url",
                        "eureka.client.enabled")
                .filter(name -> Arrays.stream(settings).noneMatch(setting -> setting.startsWith(name + "=")))
                .map(name -> name + "=" + first.getRequiredProperty(name));
        String[] arguments = Stream.of(Stream.of("server.port=0"), shared, Arrays.stream(settings))
                .flatMap(properties -> properties)
                .map(property -> "--" + property)
                .toArray(String[]::new);
        return new Instance(new SpringApplicationBuilder(NotificationServiceApplication.class).run(arguments));
    }

    public int port() {
        return Integer.parseInt(Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port")));
    }

    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
