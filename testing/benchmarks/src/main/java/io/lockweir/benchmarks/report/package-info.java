/**
 * Numbers and their presentation: several rounds become a median and a spread, those become JSON and Markdown. Knows
 * nothing of what was measured.
 */
@NullMarked
package io.lockweir.benchmarks.report;

import org.jspecify.annotations.NullMarked;
