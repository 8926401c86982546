// A picture's lines in the shape that libjpeg takes: one plane a component, each line filled up to a whole block.
#ifndef MARTLET_CJPEG_LINES_H
#define MARTLET_CJPEG_LINES_H

#include <stdio.h>

#include <jpeglib.h>

#include "CJPEG.h"

enum { block = DCTSIZE, most_lines = 2 * block };

// Where the planes of a picture begin and how long their lines are; `chroma` lines and columns are those of U and V.
struct planes {
    const uint8_t *luma, *chroma[2];
    size_t luma_line, chroma_line;
    uint32_t chroma_width, chroma_height;
};

// Checks that every sample the encoder will read lies inside the picture's bytes, and finds the planes; 0 if not.
int find_planes(const struct cjpeg_picture *picture, struct planes *planes);

// The scratch memory that `gather` needs for a picture.
size_t scratch_needed(const struct planes *planes);

// Fills `rows` with pointers to the lines from `top` that make one row of blocks, taking them apart into the scratch
// memory where the picture's own cannot be used as they are. Lines from `bottom` on repeat the last one.
void gather(
    const struct cjpeg_picture *picture, const struct planes *planes, uint8_t *scratch, uint32_t top, uint32_t bottom,
    JSAMPROW rows[3][most_lines]
);

#endif
