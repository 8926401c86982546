// Takes a stream of MJPEG over HTTP apart, whatever pieces it comes in.
#ifndef BENCH_PART_READER_H
#define BENCH_PART_READER_H

#include <stddef.h>
#include <stdint.h>

enum { part_head_bytes = 4096 };

// A picture whose last byte has come.
struct part {
    const uint8_t *bytes; // as many of its first as are kept
    size_t kept, length;
    double captured_seconds; // since 1970, from its head; 0 if that does not say
    uint64_t sequence;       // from its head; 0 if that does not say
    int is_whole;            // begins and ends as a JPEG of the length it announced
};

struct part_reader {
    char head[part_head_bytes + 1];
    size_t head_count;
    int is_in_body, has_answer, has_failed;
    uint8_t *body;
    size_t capacity, arrived, length; // `length` is 0 as long as it is not known
    uint8_t last_two[2];
    struct part part;
};

// Keeps the first `kept_bytes` of each picture, at least a stamp's; 0 if there is no memory.
int part_reader_prepare(struct part_reader *reader, size_t kept_bytes);

// Takes bytes, at most up to the end of a picture, and returns how many; `*part` is that picture or a null pointer.
// What cannot be a stream of pictures sets `has_failed`, and all that follows is passed over.
size_t part_reader_take(struct part_reader *reader, const uint8_t *bytes, size_t count, const struct part **part);

#endif
