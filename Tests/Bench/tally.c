#include "tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "stamp.h"

// Older than any server lets a picture become here; a higher age is a stamp misread.
static const double oldest_ms = 120000;

static double real_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

uint64_t now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

// Age and number of a picture; 0 if it does not tell its age.
static int read_age(const struct part *part, enum age_source source, double *age_ms, uint64_t *sequence) {
    if (source == AGE_HEAD) {
        *sequence = part->sequence;
        *age_ms = (real_seconds() - part->captured_seconds) * 1000;
        return part->captured_seconds > 0;
    }
    struct stamp stamp;
    uint64_t now = now_ns(); // before the picture is decoded
    int is_read = source == AGE_COMMENT ? stamp_read_comment(part->bytes, part->kept, &stamp)
                                        : part->kept == part->length &&
                                              stamp_read_blocks(part->bytes, part->kept, &stamp);
    if (!is_read || stamp.length != part->length || stamp.captured_ns > now) {
        return 0;
    }
    *sequence = stamp.sequence;
    *age_ms = (double)(now - stamp.captured_ns) / 1e6;
    return 1;
}

static void add_age(struct tally *tally, double age_ms) {
    if (tally->age_count == tally->age_capacity) {
        tally->age_capacity = tally->age_capacity ? tally->age_capacity * 2 : 1024;
        tally->ages_ms = realloc(tally->ages_ms, tally->age_capacity * sizeof *tally->ages_ms);
        if (!tally->ages_ms) {
            fprintf(stderr, "viewers: no memory\n");
            exit(1);
        }
    }
    tally->ages_ms[tally->age_count++] = (float)age_ms;
}

void tally_add(struct tally *tally, const struct part *part, enum age_source source) {
    double age_ms;
    uint64_t sequence;
    if (!part->is_whole || !read_age(part, source, &age_ms, &sequence) || age_ms < -1 || age_ms > oldest_ms) {
        tally->bad++;
        return;
    }
    if (tally->frames++ == 0) {
        tally->first_ns = now_ns();
    } else if (sequence > tally->last_sequence + 1) {
        tally->gaps += sequence - tally->last_sequence - 1;
    }
    tally->last_sequence = sequence;
    add_age(tally, age_ms);
}

double tally_rate(const struct tally *tally, uint64_t end_ns) {
    // The first came at the beginning of the time, and half a picture is on its way at the end on average.
    return tally->frames > 1 ? ((double)tally->frames - 0.5) / ((double)(end_ns - tally->first_ns) / 1e9) : 0;
}

static int compare(const void *one, const void *other) {
    float first = *(const float *)one, second = *(const float *)other;
    return (first > second) - (first < second);
}

void tally_print_ages(const struct tally *const *tallies, size_t count) {
    size_t total = 0, filled = 0;
    for (size_t index = 0; index < count; index++) {
        total += tallies[index]->age_count;
    }
    float *all = malloc((total + 1) * sizeof *all);
    if (total == 0 || !all) {
        printf("null");
        free(all);
        return;
    }
    for (size_t index = 0; index < count; index++) {
        if (tallies[index]->age_count > 0) {
            memcpy(all + filled, tallies[index]->ages_ms, tallies[index]->age_count * sizeof *all);
            filled += tallies[index]->age_count;
        }
    }
    qsort(all, total, sizeof *all, compare);
    printf(
        "{\"p50\": %.3f, \"p99\": %.3f, \"max\": %.3f}", (double)all[total / 2], (double)all[total * 99 / 100],
        (double)all[total - 1]
    );
    free(all);
}
