package dev.evently.gateway.limits;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.cloud.gateway.filter.ratelimit.RedisRateLimiter;
import org.springframework.cloud.gateway.support.ConfigurationService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import reactor.netty.http.HttpResources;

@Configuration(proxyBeanMethods = false)
class RedisConfiguration {

    private static final String SCRIPT = "META-INF/scripts/request_rate_limiter.lua";

    /** The framework's limiter with its script read once; its own looks for a newer file with every request. */
    @Bean
    @SuppressWarnings({"unchecked", "rawtypes"})
    RedisRateLimiter redisRateLimiter(ReactiveStringRedisTemplate redis, ConfigurationService configuration)
            throws IOException {
        String script = new ClassPathResource(SCRIPT).getContentAsString(StandardCharsets.UTF_8);
        RedisScript<List<Long>> readOnce = (RedisScript) RedisScript.of(script, List.class);
        return new RedisRateLimiter(redis, readOnce, configuration);
    }

    @Bean
    ClientResourcesBuilderCustomizer redisOnSharedEventLoops() {
        return resources -> resources.eventLoopGroupProvider(new SharedEventLoops(HttpResources.get()));
    }
}
