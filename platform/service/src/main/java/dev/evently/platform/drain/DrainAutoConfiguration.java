package dev.evently.platform.drain;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Lets a service that others find in the registry say farewell there before it ends. */
@AutoConfiguration
@ConditionalOnProperty(name = "eureka.client.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DrainProperties.class)
public class DrainAutoConfiguration {

    @Bean
    Farewell farewell(DrainProperties properties) {
        return new Farewell(properties.pause());
    }
}
