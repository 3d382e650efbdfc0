package dev.evently.identity.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class MachineClientsTests {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @Test
    void takesSecretsFromTheEnvironment() {
        runner(Map.of("EVENTLY_IDENTITY_CLIENTS_WAITLIST_SERVICE_SECRET", SECRET))
                .run(context -> assertThat(context.getBean(MachineClients.class).clients())
                        .containsOnlyKeys("waitlist-service")
                        .allSatisfy((id, client) -> {
                            assertThat(client.secret()).isEqualTo(SECRET);
                            assertThat(client.scopes()).containsExactly("offers:write");
                        }));
    }

    @Test
    void takesWholeClientsFromTheEnvironment() {
        runner(Map.of(
                        "EVENTLY_IDENTITY_CLIENTS_WAITLIST_SERVICE_SECRET",
                        SECRET,
                        "EVENTLY_IDENTITY_CLIENTS_REPORTING_SECRET",
                        SECRET,
                        "EVENTLY_IDENTITY_CLIENTS_REPORTING_SCOPES",
                        "analytics:read,audit:read"))
                .run(context -> assertThat(
                                context.getBean(MachineClients.class).clients().get("reporting"))
                        .satisfies(client ->
                                assertThat(client.scopes()).containsExactlyInAnyOrder("analytics:read", "audit:read")));
    }

    @Test
    void namesTheSecretThatIsMissing() {
        runner(Map.of())
                .run(context ->
                        assertThat(messages(context.getStartupFailure())).contains("clients[waitlist-service].secret"));
    }

    @Test
    void refusesShortSecretWithoutRepeatingIt() {
        runner(Map.of("EVENTLY_IDENTITY_CLIENTS_WAITLIST_SERVICE_SECRET", "too-short-a-secret"))
                .run(context -> assertThat(messages(context.getStartupFailure()))
                        .contains("at least 32 characters")
                        .doesNotContain("too-short-a-secret"));
    }

    private static ApplicationContextRunner runner(Map<String, Object> environment) {
        return new ApplicationContextRunner()
                .withUserConfiguration(Settings.class)
                .withPropertyValues("evently.identity.clients.waitlist-service.scopes=offers:write")
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environment)));
    }

    private static String messages(@Nullable Throwable failure) {
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        return messages.toString();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(MachineClients.class)
    static class Settings {}
}
