package dev.evently.knownbad.identity.second;

import dev.evently.knownbad.identity.first.CarelessController;

/** Goes back to the feature that uses it. */
public record Clumsy(long number, CarelessController controller) {}
