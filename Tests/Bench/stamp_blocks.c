// The one part of the stamps that needs a decoder; the played camera does without, so that no server gets libjpeg
// through it.
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "stamp.h"

// At an eighth of its size the picture has two pixels for each block, both of them even.
enum { scale = 8, pixels_per_block = stamp_block_pixels / scale };

struct failure {
    struct jpeg_error_mgr manager;
    jmp_buf place;
};

static void leave(j_common_ptr decoder) {
    struct failure *failure = (struct failure *)decoder->err;
    longjmp(failure->place, 1);
}

static void stay_silent(j_common_ptr decoder) { (void)decoder; }

static void take_bit(struct stamp *stamp, unsigned number, int is_set) {
    if (number < 64) {
        stamp->captured_ns = stamp->captured_ns << 1 | (uint64_t)is_set;
    } else {
        stamp->sequence = stamp->sequence << 1 | (uint32_t)is_set;
    }
}

int stamp_read_blocks(const uint8_t *jpeg, size_t byte_count, struct stamp *stamp) {
    struct jpeg_decompress_struct decoder = {0};
    struct failure failure;
    decoder.err = jpeg_std_error(&failure.manager);
    failure.manager.error_exit = leave;
    failure.manager.output_message = stay_silent;
    *stamp = (struct stamp){.length = (uint32_t)byte_count};
    if (setjmp(failure.place)) {
        jpeg_destroy_decompress(&decoder);
        return 0;
    }
    jpeg_create_decompress(&decoder);
    jpeg_mem_src(&decoder, jpeg, byte_count);
    jpeg_read_header(&decoder, TRUE);
    decoder.out_color_space = JCS_GRAYSCALE;
    decoder.scale_num = 1;
    decoder.scale_denom = scale;
    jpeg_start_decompress(&decoder);
    int fits = decoder.output_width >= pixels_per_block * stamp_blocks_per_row &&
               decoder.output_height >= pixels_per_block * stamp_block_rows;
    JSAMPARRAY line = decoder.mem->alloc_sarray((j_common_ptr)&decoder, JPOOL_IMAGE, decoder.output_width, 1);
    for (unsigned y = 0; fits && y < pixels_per_block * stamp_block_rows; y++) {
        jpeg_read_scanlines(&decoder, line, 1);
        for (unsigned column = 0; y % pixels_per_block == 0 && column < stamp_blocks_per_row; column++) {
            unsigned number = y / pixels_per_block * stamp_blocks_per_row + column;
            take_bit(stamp, number, line[0][column * pixels_per_block] > 128);
        }
    }
    // The picture below the blocks is not looked at.
    jpeg_destroy_decompress(&decoder);
    return fits;
}
