package dev.evently.notification.live;

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/** The parts that connections are made of. */
@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

    private static final int REDIS_TIMEOUT_MILLIS = 1_000;

    /** Connects at first use, so that the service starts without Redis; small, because it only carries wake-ups. */
    @Bean(destroyMethod = "shutdown")
    RedissonClient redis(RedisSettings settings) {
        Config config = new Config();
        config.setLazyInitialization(true);
        config.setThreads(2);
        config.setNettyThreads(2);
        if (!settings.password().isEmpty()) {
            config.setPassword(settings.password());
        }
        config.useSingleServer()
                .setAddress(settings.url())
                .setConnectTimeout(REDIS_TIMEOUT_MILLIS)
                .setTimeout(REDIS_TIMEOUT_MILLIS)
                .setRetryAttempts(1)
                .setConnectionMinimumIdleSize(1)
                .setConnectionPoolSize(4)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(2);
        return Redisson.create(config);
    }

    /**
     * Takes the access token of a WebSocket handshake from the query as well: browsers cannot set its headers. Anywhere
     * else a token in an address is not accepted (RFC 6750, 2.3).
     */
    @Bean
    BearerTokenResolver bearerTokens() {
        BearerTokenResolver header = new DefaultBearerTokenResolver();
        DefaultBearerTokenResolver query = new DefaultBearerTokenResolver();
        query.setAllowUriQueryParameter(true);
        return request -> LiveController.PATHS.contains(request.getRequestURI())
                ? query.resolve(request)
                : header.resolve(request);
    }

    @Bean
    DefaultHandshakeHandler handshakes() {
        return new DefaultHandshakeHandler();
    }
}
