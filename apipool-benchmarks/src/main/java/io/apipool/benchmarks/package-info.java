/**
 * One command that measures what calls cost, and prints it beside what is aimed at.
 */
@NullMarked
package io.apipool.benchmarks;

import org.jspecify.annotations.NullMarked;
