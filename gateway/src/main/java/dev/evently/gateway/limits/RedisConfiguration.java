package dev.evently.gateway.limits;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import reactor.netty.http.HttpResources;

@Configuration(proxyBeanMethods = false)
class RedisConfiguration {

    private static final int MOST_AT_ONCE = 256;

    /** With an address, the framework takes a password from nowhere but the address, which may be logged. */
    @Bean
    RedisStandaloneConfiguration redisAddress(
            @Value("${evently.redis-url}") String url, @Value("${evently.redis-password:}") String password) {
        RedisStandaloneConfiguration address =
                (RedisStandaloneConfiguration) LettuceConnectionFactory.createRedisConfiguration(url);
        if (!password.isEmpty()) {
            address.setPassword(password);
        }
        return address;
    }

    @Bean
    ClientResourcesBuilderCustomizer redisOnSharedEventLoops() {
        return resources -> resources
                .eventLoopGroupProvider(new SharedEventLoops(HttpResources.get()))
                .nettyCustomizer(new NettyCustomizer() {
                    @Override
                    public void afterChannelInitialized(Channel channel) {
                        channel.pipeline().addFirst(new FlushConsolidationHandler(MOST_AT_ONCE, true));
                    }
                });
    }
}
