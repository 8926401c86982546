// What a viewer has seen: how many pictures, how old each was when its last byte came, and what was wrong.
#ifndef BENCH_TALLY_H
#define BENCH_TALLY_H

#include <stddef.h>
#include <stdint.h>

#include "part_reader.h"

// Where a picture tells when it was captured.
enum age_source { AGE_COMMENT, AGE_BLOCKS, AGE_HEAD };

struct tally {
    uint64_t frames, bad, gaps; // `gaps` counts the camera's frames that were left out
    uint64_t first_ns, last_sequence;
    float *ages_ms;
    size_t age_count, age_capacity;
};

// Nanoseconds of CLOCK_MONOTONIC.
uint64_t now_ns(void);

// Counts a picture that has just come.
void tally_add(struct tally *tally, const struct part *part, enum age_source source);

// Pictures a second from the first to the end of the measurement.
double tally_rate(const struct tally *tally, uint64_t end_ns);

// Prints the ages of all these in milliseconds as JSON, {"p50": …, "p99": …, "max": …}, or null if there are none.
void tally_print_ages(const struct tally *const *tallies, size_t count);

#endif
