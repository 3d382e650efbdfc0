package dev.evently.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of the whole service on a random port, with real PostgreSQL, Redis and Kafka, tokens by {@link TestTokens} and
 * the {@link MutableClock} as its clock.
 *
 * <p>Databases and topics are fresh for each test JVM and shared by its tests. A service with shards says how many in
 * {@code evently.test.shards}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "logging.structured.format.console=")
@ContextConfiguration(initializers = RealServers.class)
@Import(TestClock.class)
public @interface IntegrationTest {}
