// libjpeg for one purpose each way: raw camera pictures to JPEG, and JPEG to pixels.
// No function here exits the process, prints, or jumps out of itself: every failure is a negative result.
#ifndef MARTLET_CJPEG_H
#define MARTLET_CJPEG_H

#include <stddef.h>
#include <stdint.h>

// The results below zero.
enum {
    CJPEG_TOO_SMALL = -1,   // the buffer is too small for the result
    CJPEG_BAD_PICTURE = -2, // a size of zero or over 65500, lines or bytes too few for the size, rows or segment wrong
    CJPEG_FAILED = -3,      // libjpeg gave up: out of memory, or bytes that are no JPEG
    CJPEG_WARNED = -4,      // libjpeg could decode only by guessing: damaged or cut short
    CJPEG_TOO_LARGE = -5,   // a picture to decode of over 2^26 pixels, or of over 500 scans
};

// How the samples lie, named as V4L2 names them.
enum cjpeg_layout {
    CJPEG_YUYV,   // Y0 U Y1 V; becomes 4:2:2
    CJPEG_UYVY,   // U Y0 V Y1; becomes 4:2:2
    CJPEG_NV12,   // a plane of Y, a plane of U V pairs at half the size; becomes 4:2:0
    CJPEG_YUV420, // a plane of Y, of U, of V, the last two at half the size; becomes 4:2:0
    CJPEG_GREY,   // Y only; becomes greyscale
};

// A raw picture. `bytes_per_line` is that of the first plane; planes follow each other without a gap; the lines of
// U and V in CJPEG_YUV420 are half as long, those of U V pairs in CJPEG_NV12 equally long. An odd width or height
// has its last column or row of U and V as if it were even.
struct cjpeg_picture {
    enum cjpeg_layout layout;
    uint32_t width;
    uint32_t height;
    size_t bytes_per_line;
    const uint8_t *bytes;
    size_t byte_count;
    // Which line of `bytes` stands in each row of the picture, so that equal rows need be there only once; for the
    // layouts of a single plane. Null: row by row.
    const uint16_t *lines;
};

// Memory for encoding, reused from picture to picture. One encoder serves one thread at a time.
struct cjpeg_encoder;

// Null when there is no memory.
struct cjpeg_encoder *cjpeg_encoder_create(void);
void cjpeg_encoder_destroy(struct cjpeg_encoder *encoder);

// What to make of a picture.
struct cjpeg_task {
    // The rows to encode, from a multiple of 16; the JPEG is of that height.
    uint32_t first_row;
    uint32_t row_count;
    int quality; // 1 to 100
    // A restart interval in rows of blocks (8 rows of the picture in 4:2:2 and greyscale, 16 in 4:2:0); 0 is none.
    // Stripes of one picture, encoded with the interval of their own height, can be joined with restart markers.
    uint32_t restart_rows;
    // A whole segment to stand behind SOI in place of JFIF's, marker and length included (Exif); may be null.
    const uint8_t *segment;
    size_t segment_size;
};

// Encodes with standard Huffman tables into `buffer`; answers the number of bytes, or a result below zero. The buffer
// must have one byte more than the result, since libjpeg asks for a new one as soon as one is full.
ptrdiff_t cjpeg_encode(
    struct cjpeg_encoder *encoder, const struct cjpeg_picture *picture, const struct cjpeg_task *task, uint8_t *buffer,
    size_t capacity
);

enum cjpeg_colour {
    CJPEG_COLOUR_GREY,  // 1 byte a pixel
    CJPEG_COLOUR_YCBCR, // 3 bytes a pixel
    CJPEG_COLOUR_RGB,   // 3 bytes a pixel
};

// What a decoded JPEG is.
struct cjpeg_decoded {
    uint32_t width;
    uint32_t height;
    uint32_t components;
    size_t consumed; // bytes up to the end of EOI; less than given when something follows it
    uint32_t warnings; // how often libjpeg had to guess
};

// Decodes a whole JPEG strictly: the first warning is the end. With null `pixels` nothing is kept and only the
// verdict counts. Answers 0, or a result below zero.
int cjpeg_decode(
    const uint8_t *bytes, size_t byte_count, enum cjpeg_colour colour, uint8_t *pixels, size_t capacity,
    struct cjpeg_decoded *decoded
);

// The same for people to look at, as other programs do it: goes on after a warning, and counts it.
int cjpeg_view(
    const uint8_t *bytes, size_t byte_count, enum cjpeg_colour colour, uint8_t *pixels, size_t capacity,
    struct cjpeg_decoded *decoded
);

// Reads width, height and components, and nothing behind them. Answers 0, or a result below zero.
int cjpeg_measure(const uint8_t *bytes, size_t byte_count, struct cjpeg_decoded *decoded);

#endif
