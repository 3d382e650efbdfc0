package dev.evently.embedded;

import kafka.Kafka;
import kafka.tools.StorageTool;

/** Main class of the broker's JVM: formats the log folder at first start and runs Kafka. */
public final class KafkaBroker {
    /** Any fixed 16 bytes in base64 do: the broker is the only member of its cluster. */
    private static final String CLUSTER_ID = "ZXZlbnRseS1sb2NhbC0wMQ";

    private KafkaBroker() {}

    public static void main(String[] args) {
        String properties = args[0];
        int code = StorageTool.execute(
                new String[] {"format", "--cluster-id", CLUSTER_ID, "--config", properties, "--ignore-formatted"},
                System.out);
        if (code != 0) {
            System.exit(code);
        }
        Kafka.main(new String[] {properties});
    }
}
