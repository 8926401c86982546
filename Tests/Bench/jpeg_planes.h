// A JPEG as the planes that it holds, before its colours are spread over the pixels or turned into others.
#ifndef BENCH_JPEG_PLANES_H
#define BENCH_JPEG_PLANES_H

#include <stddef.h>
#include <stdint.h>

// Y, U and V. A plane is longer and wider than the picture needs, up to whole blocks.
struct plane {
    uint8_t *samples;
    size_t bytes_per_line, capacity;
    uint32_t width, height;              // of what belongs to the picture
    uint32_t pixels_across, pixels_down; // for how many of the picture's pixels a sample stands
};

// All zero before the first picture; the memory is used again for the next.
struct jpeg_planes {
    struct plane planes[3];
    uint32_t width, height;
};

// Decodes a JPEG of Y, U and V; 0 if it is damaged or something else.
int jpeg_planes_decode(const uint8_t *jpeg, size_t byte_count, struct jpeg_planes *picture);

// How the chroma is sampled, from the frame header: 4:4:4, 4:2:2, 4:4:0 or 4:2:0; a null pointer for anything else.
const char *jpeg_planes_sampling(const struct jpeg_planes *picture);

#endif
