#include "stamp.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const uint8_t comment_marker[4] = {0xFF, 0xFE, (stamp_text_bytes + 2) >> 8, (stamp_text_bytes + 2) & 0xFF};

void stamp_write_comment(uint8_t *segment, const struct stamp *stamp) {
    char text[stamp_text_bytes + 1];
    snprintf(
        text, sizeof text, "captured %020" PRIu64 " sequence %010" PRIu32 " length %010" PRIu32, stamp->captured_ns,
        stamp->sequence, stamp->length
    );
    memcpy(segment, comment_marker, sizeof comment_marker);
    memcpy(segment + sizeof comment_marker, text, stamp_text_bytes);
}

int stamp_read_comment(const uint8_t *jpeg, size_t byte_count, struct stamp *stamp) {
    char text[stamp_text_bytes + 1] = {0};
    if (byte_count < 2 + stamp_segment_bytes || memcmp(jpeg + 2, comment_marker, sizeof comment_marker) != 0) {
        return 0;
    }
    memcpy(text, jpeg + 2 + sizeof comment_marker, stamp_text_bytes);
    return sscanf(
               text, "captured %" SCNu64 " sequence %" SCNu32 " length %" SCNu32, &stamp->captured_ns,
               &stamp->sequence, &stamp->length
           ) == 3;
}

static int bit(const struct stamp *stamp, unsigned number) {
    return number < 64 ? stamp->captured_ns >> (63 - number) & 1 : stamp->sequence >> (95 - number) & 1;
}

void stamp_draw_blocks(uint8_t *yuyv, uint32_t width, const struct stamp *stamp) {
    enum { line_pixels = stamp_block_pixels * stamp_blocks_per_row };
    uint8_t line[line_pixels * 2];
    for (unsigned row = 0; row < stamp_block_rows; row++) {
        for (unsigned column = 0; column < line_pixels; column++) {
            unsigned number = row * stamp_blocks_per_row + column / stamp_block_pixels;
            line[column * 2] = bit(stamp, number) ? 235 : 16;
            line[column * 2 + 1] = 128;
        }
        for (unsigned y = row * stamp_block_pixels; y < (row + 1) * stamp_block_pixels; y++) {
            memcpy(yuyv + (size_t)y * width * 2, line, sizeof line);
        }
    }
}
