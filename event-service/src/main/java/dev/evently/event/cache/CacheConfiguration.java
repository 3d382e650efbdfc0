package dev.evently.event.cache;

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The second level's way to Redis. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CacheSettings.class)
class CacheConfiguration {

    private static final int CONNECT_MILLIS = 500;

    /** Connects at first use, so that the service starts without Redis; without a password where it asks for none. */
    @Bean(destroyMethod = "shutdown")
    RedissonClient redis(
            @Value("${evently.redis.url}") String url,
            @Value("${evently.redis.password:}") String password,
            CacheSettings settings) {
        Config config = new Config();
        config.setLazyInitialization(true);
        config.setThreads(2);
        config.setNettyThreads(2);
        config.setUseScriptCache(true);
        if (!password.isEmpty()) {
            config.setPassword(password);
        }
        config.useSingleServer()
                .setAddress(url)
                .setConnectTimeout(CONNECT_MILLIS)
                .setTimeout(CONNECT_MILLIS)
                .setRetryAttempts(0)
                .setConnectionMinimumIdleSize(1)
                .setConnectionPoolSize(settings.shared().connections())
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(1);
        return Redisson.create(config);
    }
}
