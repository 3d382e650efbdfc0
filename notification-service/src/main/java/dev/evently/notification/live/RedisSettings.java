package dev.evently.notification.live;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where Redis is.
 *
 * @param url such as {@code redis://127.0.0.1:6379}
 * @param password empty where Redis asks for none
 */
@ConfigurationProperties("evently.redis")
@Validated
record RedisSettings(@NotBlank String url, @DefaultValue("") String password) {}
