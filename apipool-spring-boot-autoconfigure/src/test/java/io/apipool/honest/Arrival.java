package io.apipool.honest;

/**
 * One request in the instant in which the provider counted it.
 *
 * @param nanos the instant, {@link System#nanoTime()} unless the provider was given
 * another clock
 * @param secret the key it came with
 * @param model its model, or empty
 * @param call the call's number, or empty
 * @param accepted whether it was within every limit
 */
public record Arrival(long nanos, String secret, String model, String call, boolean accepted) {
}
