// How a played frame tells of itself: in a comment of the JPEG, or drawn into the top lines of a raw picture.
#ifndef BENCH_STAMP_H
#define BENCH_STAMP_H

#include <stddef.h>
#include <stdint.h>

struct stamp {
    uint64_t captured_ns; // CLOCK_MONOTONIC, when the frame was ready
    uint32_t sequence;
    uint32_t length; // of the whole frame, in bytes
};

// The comment: marker, length, and a text of fixed length. It stands right behind SOI.
enum { stamp_text_bytes = 67, stamp_segment_bytes = 4 + stamp_text_bytes };

// A block of the drawing is as wide and high as the coarsest coding unit of JPEG, so that its edges are exact. The 64
// bits of the time and the 32 of the sequence number follow each other in rows, the highest bit first.
enum { stamp_block_pixels = 16, stamp_blocks_per_row = 32, stamp_block_rows = 3 };

// Writes the comment segment, `stamp_segment_bytes` of them.
void stamp_write_comment(uint8_t *segment, const struct stamp *stamp);

// Reads the comment of a JPEG; 0 if it has none.
int stamp_read_comment(const uint8_t *jpeg, size_t byte_count, struct stamp *stamp);

// Draws the blocks into a YUYV picture of at least 512 by 48 pixels.
void stamp_draw_blocks(uint8_t *yuyv, uint32_t width, const struct stamp *stamp);

// Decodes a JPEG and reads the blocks of its picture; 0 if it cannot be decoded. `length` is the JPEG's own.
int stamp_read_blocks(const uint8_t *jpeg, size_t byte_count, struct stamp *stamp);

#endif
