package io.apipool.limit;

/**
 * Who told a limit.
 *
 * @param source who, for snapshots
 * @param at when, in monotonic nanoseconds
 */
record ToldBy(String source, long at) {
}
