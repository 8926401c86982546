// The firmware decodes nothing: left out there, it leaves libjpeg's decompressor out with it (0.1 MB).
#ifndef FIRMWARE
#include "CJPEG.h"
#include "failure.h"

static const uint64_t most_pixels = 1u << 26;
// Encoders make about ten. Each costs as much time as the whole picture, and few bytes of a stream.
static const int most_scans = 500;

static void watch_scans(j_common_ptr codec) {
    if (((j_decompress_ptr)codec)->input_scan_number > most_scans) failure_return(codec, CJPEG_TOO_LARGE);
}

static void read_header(
    struct jpeg_decompress_struct *codec, const uint8_t *bytes, size_t byte_count, struct cjpeg_decoded *decoded
) {
    jpeg_create_decompress(codec);
    jpeg_mem_src(codec, bytes, byte_count);
    jpeg_read_header(codec, TRUE);
    decoded->width = codec->image_width;
    decoded->height = codec->image_height;
    decoded->components = (uint32_t)codec->num_components;
    if ((uint64_t)codec->image_width * codec->image_height > most_pixels) {
        failure_return((j_common_ptr)codec, CJPEG_TOO_LARGE);
    }
}

int cjpeg_measure(const uint8_t *bytes, size_t byte_count, struct cjpeg_decoded *decoded) {
    struct jpeg_decompress_struct codec = {0};
    struct failure failure;
    codec.err = failure_prepare(&failure, 0);
    *decoded = (struct cjpeg_decoded){0};
    if (setjmp(failure.place)) {
        jpeg_destroy_decompress(&codec);
        return failure.result;
    }
    read_header(&codec, bytes, byte_count, decoded);
    jpeg_destroy_decompress(&codec);
    return 0;
}

static int decode(
    const uint8_t *bytes, size_t byte_count, enum cjpeg_colour colour, uint8_t *pixels, size_t capacity,
    struct cjpeg_decoded *decoded, int strict
) {
    struct jpeg_decompress_struct codec = {0};
    struct jpeg_progress_mgr progress = {.progress_monitor = watch_scans};
    struct failure failure;
    codec.err = failure_prepare(&failure, strict);
    *decoded = (struct cjpeg_decoded){0};
    if (setjmp(failure.place)) {
        jpeg_destroy_decompress(&codec);
        return failure.result;
    }
    read_header(&codec, bytes, byte_count, decoded);
    codec.progress = &progress;
    codec.out_color_space = colour == CJPEG_COLOUR_GREY    ? JCS_GRAYSCALE
                            : colour == CJPEG_COLOUR_YCBCR ? JCS_YCbCr
                                                           : JCS_RGB;
    codec.dct_method = JDCT_ISLOW;
    jpeg_start_decompress(&codec);
    size_t line = (size_t)codec.output_width * (size_t)codec.output_components;
    if (pixels && capacity / line < codec.output_height) {
        failure_return((j_common_ptr)&codec, CJPEG_TOO_SMALL);
    }
    JSAMPARRAY spare = codec.mem->alloc_sarray((j_common_ptr)&codec, JPOOL_IMAGE, (JDIMENSION)line, 1);
    while (codec.output_scanline < codec.output_height) {
        JSAMPROW row = pixels ? pixels + codec.output_scanline * line : spare[0];
        jpeg_read_scanlines(&codec, &row, 1);
    }
    jpeg_finish_decompress(&codec);
    decoded->consumed = byte_count - codec.src->bytes_in_buffer;
    decoded->warnings = (uint32_t)codec.err->num_warnings;
    jpeg_destroy_decompress(&codec);
    return 0;
}

int cjpeg_decode(
    const uint8_t *bytes, size_t byte_count, enum cjpeg_colour colour, uint8_t *pixels, size_t capacity,
    struct cjpeg_decoded *decoded
) {
    return decode(bytes, byte_count, colour, pixels, capacity, decoded, 1);
}

int cjpeg_view(
    const uint8_t *bytes, size_t byte_count, enum cjpeg_colour colour, uint8_t *pixels, size_t capacity,
    struct cjpeg_decoded *decoded
) {
    return decode(bytes, byte_count, colour, pixels, capacity, decoded, 0);
}
#endif
