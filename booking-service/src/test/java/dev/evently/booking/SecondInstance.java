package dev.evently.booking;

import dev.evently.booking.payment.Cashier;
import dev.evently.testing.MutableClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** Another instance of the service beside the one under test, on the same databases, topics and clock. */
public final class SecondInstance implements AutoCloseable {

    private static final List<String> SHARED =
            List.of("spring.kafka.bootstrap-servers", "evently.issuer", "evently.redis.url", "eureka.client.enabled");

    private final ConfigurableApplicationContext context;

    private SecondInstance(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static SecondInstance beside(ApplicationContext first) {
        return beside(first, Map.of());
    }

    /** Starts it with some settings of its own. */
    public static SecondInstance beside(ApplicationContext first, Map<String, String> own) {
        return beside(first, own, FakeDesks.class);
    }

    /** Starts it with some settings of its own and with real tickets and refunds. */
    public static SecondInstance sellingBeside(ApplicationContext first, Map<String, String> own) {
        return beside(first, own, Cashier.class);
    }

    private static SecondInstance beside(ApplicationContext first, Map<String, String> own, Class<?> desks) {
        Environment environment = first.getEnvironment();
        List<String> settings = new ArrayList<>(SHARED);
        IntStream.range(0, environment.getRequiredProperty("evently.test.shards", Integer.class))
                .forEach(shard -> List.of("url", "username", "password")
                        .forEach(property -> settings.add("evently.shards[" + shard + "]." + property)));
        List<String> arguments = new ArrayList<>();
        arguments.add("--server.port=0");
        settings.forEach(setting -> arguments.add(
                "--" + setting + "=" + own.getOrDefault(setting, environment.getRequiredProperty(setting))));
        own.forEach((setting, value) -> {
            if (!settings.contains(setting)) {
                arguments.add("--" + setting + "=" + value);
            }
        });
        MutableClock clock = first.getBean(MutableClock.class);
        return new SecondInstance(new SpringApplicationBuilder(BookingServiceApplication.class, desks, BoxOffice.class)
                .initializers((GenericApplicationContext context) -> {
                    context.registerBean("clock", MutableClock.class, () -> clock);
                    context.getBeanFactory().registerSingleton("noTestBeans", new NoTestBeans());
                })
                .run(arguments.toArray(String[]::new)));
    }

    public BoxOffice office() {
        return context.getBean(BoxOffice.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    /** Keeps what other tests declare out of the scan, as the test framework does for the first instance. */
    private static final class NoTestBeans extends TypeExcludeFilter {

        @Override
        public boolean match(MetadataReader reader, MetadataReaderFactory factory) throws IOException {
            return reader.getAnnotationMetadata().isAnnotated(TestConfiguration.class.getName())
                    || reader.getAnnotationMetadata().isAnnotated(TestComponent.class.getName());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NoTestBeans;
        }

        @Override
        public int hashCode() {
            return NoTestBeans.class.hashCode();
        }
    }
}
