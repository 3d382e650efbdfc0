package dev.evently.platform.messaging;

import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.MDC;
import org.springframework.kafka.listener.RecordInterceptor;

/** Carries the trace of a record into the logging context while it is handled, and so into what it causes. */
final class TraceInterceptor implements RecordInterceptor<String, CloudEvent> {

    @Override
    public ConsumerRecord<String, CloudEvent> intercept(
            ConsumerRecord<String, CloudEvent> record, Consumer<String, CloudEvent> consumer) {
        Header header = record.headers().lastHeader(TraceHeader.NAME);
        if (header != null) {
            MDC.put(TraceHeader.NAME, new String(header.value(), StandardCharsets.UTF_8));
        }
        return record;
    }

    @Override
    public void afterRecord(ConsumerRecord<String, CloudEvent> record, Consumer<String, CloudEvent> consumer) {
        MDC.remove(TraceHeader.NAME);
    }
}
