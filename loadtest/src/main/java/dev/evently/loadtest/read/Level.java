package dev.evently.loadtest.read;

import dev.evently.loadtest.load.LoadGenerator;
import dev.evently.loadtest.suite.ProcessorUse;

/**
 * What came of one number of connections.
 *
 * @param what is read
 * @param suite through the suite's gateway
 * @param use of the processor, meanwhile
 * @param bare the same answer through the bare one
 */
public record Level(
        String what, int connections, LoadGenerator.Result suite, ProcessorUse use, LoadGenerator.Result bare) {

    /** How much of the bare gateway's throughput the suite has. */
    public double ratio() {
        double reference = bare.measured().perSecond();
        return reference == 0 ? 0 : suite.measured().perSecond() / reference;
    }

    public boolean isClean() {
        return suite.measured().failed().isEmpty()
                && suite.warmUp().failed().isEmpty()
                && suite.measured().refused().isEmpty();
    }
}
