package dev.evently.loadtest.login;

import java.util.ArrayList;
import java.util.List;

/**
 * A rate and its reference, measured in turns, so that a machine that is slow for a while slows both.
 *
 * @param reference before each part of the other and after the last, per second
 * @param rates of each part, per second
 */
public record InTurns(List<Double> reference, List<Double> rates) {

    public InTurns {
        if (rates.isEmpty() || reference.size() != rates.size() + 1) {
            throw new IllegalArgumentException("Not in turns: " + reference + ", " + rates);
        }
        reference = List.copyOf(reference);
        rates = List.copyOf(rates);
    }

    /** Each part beside the mean of what was before and after it; 0 where that did nothing. */
    List<Double> ratios() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rates.size(); i++) {
            double around = (reference.get(i) + reference.get(i + 1)) / 2;
            ratios.add(around == 0 ? 0 : rates.get(i) / around);
        }
        return ratios;
    }

    /** The ratio in the middle, or the mean of the two there. */
    double ratio() {
        List<Double> sorted = ratios().stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
