package dev.evently.local.suite;

import dev.evently.local.secret.Secrets;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The environment variables that tell each service its addresses and secrets. */
final class ServiceEnvironment {
    static final String POSTGRES_USER = "evently";
    static final String POSTGRES_PASSWORD = "postgres.password";

    private static final String LOOPBACK = "127.0.0.1";

    /** What the client of another team is granted that the suite knows for trying machines out. */
    private static final String REPORTING_SCOPES = "analytics:read,audit:read,bookings:read";

    private final Ports ports;
    private final Preset preset;
    private final Databases databases;
    private final Tracing tracing;
    private final Secrets secrets;
    private final Map<String, String> more;

    /**
     * @param more variables that every service gets besides its own
     */
    ServiceEnvironment(
            Ports ports,
            Preset preset,
            Databases databases,
            Tracing tracing,
            Secrets secrets,
            Map<String, String> more) {
        this.ports = ports;
        this.preset = preset;
        this.databases = databases;
        this.tracing = tracing;
        this.secrets = secrets;
        this.more = Map.copyOf(more);
    }

    Map<String, String> of(Service service) throws IOException {
        Map<String, String> variables = new HashMap<>(more);
        variables.putAll(shared(service));
        switch (service) {
            case DISCOVERY, ANALYTICS -> {}
            case EVENT -> putReplicas(variables);
            case GATEWAY -> {
                variables.put("MANAGEMENT_SERVER_PORT", Integer.toString(ports.gatewayManagement()));
                variables.put("EVENTLY_PRESET", preset.toString());
            }
            case IDENTITY -> {
                variables.put("EVENTLY_IDENTITY_ADMIN_EMAIL", DemoLogins.ADMIN);
                variables.put("EVENTLY_IDENTITY_ADMIN_PASSWORD", new DemoLogins(secrets).adminPassword());
                variables.put("EVENTLY_IDENTITY_KEY_ENCRYPTION_KEY", secrets.key("identity.key-encryption"));
                variables.put("EVENTLY_IDENTITY_CLIENTS_WAITLIST_SERVICE_SECRET", waitlistClientSecret());
                variables.put("EVENTLY_IDENTITY_CLIENTS_REPORTING_SECRET", secrets.token("identity.clients.reporting"));
                variables.put("EVENTLY_IDENTITY_CLIENTS_REPORTING_SCOPES", REPORTING_SCOPES);
            }
            case BOOKING -> {
                putShards(variables);
                variables.put("EVENTLY_TICKETS_SIGNING_KEY", secrets.key("tickets.signing"));
                variables.put("EVENTLY_PAYMENTS_PROVIDER_URL", "http://127.0.0.1:" + ports.of(Service.PAYMENT_SANDBOX));
                variables.put("EVENTLY_PAYMENTS_PROVIDER_API_KEY", providerApiKey());
                variables.put("EVENTLY_PAYMENTS_WEBHOOK_SECRET", webhookSecret());
            }
            case WAITLIST -> variables.put("EVENTLY_CLIENT_SECRET", waitlistClientSecret());
            case NOTIFICATION -> {
                variables.put("SPRING_MAIL_HOST", LOOPBACK);
                variables.put("SPRING_MAIL_PORT", Integer.toString(ports.mailSmtp()));
            }
            case PAYMENT_SANDBOX -> {
                variables.put("EVENTLY_SANDBOX_API_KEY", providerApiKey());
                variables.put("EVENTLY_SANDBOX_WEBHOOK_URL", ports.gatewayUrl() + "/api/v1/webhooks/payments");
                variables.put("EVENTLY_SANDBOX_WEBHOOK_SECRET", webhookSecret());
            }
        }
        return variables;
    }

    private Map<String, String> shared(Service service) throws IOException {
        Map<String, String> variables = new HashMap<>();
        variables.put("SERVER_PORT", Integer.toString(ports.of(service)));
        variables.put("SERVER_ADDRESS", LOOPBACK);
        variables.put("EVENTLY_ISSUER", ports.gatewayUrl());
        variables.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", LOOPBACK + ":" + ports.kafka());
        variables.put("EVENTLY_REDIS_URL", "redis://127.0.0.1:" + ports.redis());
        List<String> own = service.databases();
        if (!own.isEmpty()) {
            variables.put("SPRING_DATASOURCE_URL", jdbcUrl(ports.postgres(), own.getFirst()));
            variables.put("SPRING_DATASOURCE_USERNAME", POSTGRES_USER);
            variables.put("SPRING_DATASOURCE_PASSWORD", secrets.password(POSTGRES_PASSWORD));
        }
        // The C library's default of eight arenas per core leaves memory scattered among them.
        variables.put("MALLOC_ARENA_MAX", "2");
        if (tracing.isOn()) {
            putTracing(variables, service);
        }
        return variables;
    }

    /** What OpenTelemetry's agent reads; whoever began a trace has decided whether it is kept. */
    private void putTracing(Map<String, String> variables, Service service) {
        variables.put("OTEL_SERVICE_NAME", service.module());
        variables.put("OTEL_TRACES_SAMPLER", "parentbased_traceidratio");
        variables.put("OTEL_TRACES_SAMPLER_ARG", Double.toString(tracing.ratio()));
        URI receiver = tracing.receiver();
        if (receiver == null) {
            variables.put("OTEL_TRACES_EXPORTER", "zipkin");
            variables.put("OTEL_EXPORTER_ZIPKIN_ENDPOINT", "http://127.0.0.1:" + ports.traces() + "/api/v2/spans");
        } else {
            variables.put("OTEL_TRACES_EXPORTER", "otlp");
            variables.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
            variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.toString());
        }
        // The names that the log's schema (ECS) has for them.
        variables.put("OTEL_INSTRUMENTATION_COMMON_LOGGING_TRACE_ID_KEY", "trace.id");
        variables.put("OTEL_INSTRUMENTATION_COMMON_LOGGING_SPAN_ID_KEY", "span.id");
        variables.put("OTEL_INSTRUMENTATION_COMMON_LOGGING_TRACE_FLAGS_KEY", "trace.flags");
        // What the agent itself has to say goes the way of all else, and so as JSON.
        variables.put("OTEL_JAVAAGENT_LOGGING", "application");
        // Looks for work all the time; what it finds has a trace of its own.
        variables.put("OTEL_INSTRUMENTATION_SPRING_SCHEDULING_ENABLED", "false");
        if (service == Service.PAYMENT_SANDBOX) {
            // What a provider does within is nothing of the suite's.
            variables.put("OTEL_INSTRUMENTATION_JDBC_ENABLED", "false");
        }
        variables.put("OTEL_METRICS_EXPORTER", "none");
        variables.put("OTEL_LOGS_EXPORTER", "none");
    }

    private void putShards(Map<String, String> variables) throws IOException {
        for (int i = 0; i < databases.shards(); i++) {
            int port = databases.shardServers() == 0 ? ports.postgres() : ports.shardServer(i);
            put(variables, "EVENTLY_SHARDS_" + i, jdbcUrl(port, Databases.shardDatabase(i)));
        }
    }

    private void putReplicas(Map<String, String> variables) throws IOException {
        String database = Service.EVENT.databases().getFirst();
        for (int i = 0; i < databases.replicas(); i++) {
            put(variables, "EVENTLY_REPLICAS_" + i, jdbcUrl(ports.replica(i), database));
        }
    }

    private void put(Map<String, String> variables, String prefix, String url) throws IOException {
        variables.put(prefix + "_URL", url);
        variables.put(prefix + "_USERNAME", POSTGRES_USER);
        variables.put(prefix + "_PASSWORD", secrets.password(POSTGRES_PASSWORD));
    }

    private static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private String waitlistClientSecret() throws IOException {
        return secrets.token("identity.clients.waitlist-service");
    }

    private String providerApiKey() throws IOException {
        return secrets.token("payments.provider-api-key");
    }

    private String webhookSecret() throws IOException {
        return secrets.token("payments.webhook");
    }
}
