package dev.evently.platform.drain;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service ends.
 *
 * @param pause between leaving the registry and taking no more requests; long enough for all gateways to have read the
 *     registry, and shorter than {@code spring.lifecycle.timeout-per-shutdown-phase}
 */
@ConfigurationProperties("evently.drain")
record DrainProperties(@DefaultValue("3s") Duration pause) {}
