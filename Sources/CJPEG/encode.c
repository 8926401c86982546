#include <stdlib.h>

#include "CJPEG.h"
#include "failure.h"
#include "lines.h"
#include "memory.h"

struct cjpeg_encoder {
    struct jpeg_compress_struct codec;
    struct failure failure;
    struct jpeg_destination_mgr destination;
    struct kept_memory kept;
    uint8_t *scratch; // lines taken apart: Y, U, V, and one line of U V pairs
    size_t scratch_size;
};

// MARK: destination

static void begin(j_compress_ptr codec) { (void)codec; }
static boolean full(j_compress_ptr codec) { failure_return((j_common_ptr)codec, CJPEG_TOO_SMALL); }
static void end(j_compress_ptr codec) { (void)codec; }

// MARK: what the header promises

static void describe(
    struct jpeg_compress_struct *codec, const struct cjpeg_picture *picture, const struct cjpeg_task *task
) {
    int grey = picture->layout == CJPEG_GREY;
    codec->image_width = picture->width;
    codec->image_height = task->row_count;
    codec->input_components = grey ? 1 : 3;
    codec->in_color_space = grey ? JCS_GRAYSCALE : JCS_YCbCr;
    jpeg_set_defaults(codec);
    jpeg_set_quality(codec, task->quality, TRUE);
    codec->raw_data_in = TRUE;
    codec->dct_method = JDCT_ISLOW; // with libjpeg-turbo's vector code hardly slower than IFAST, and exact
    codec->restart_in_rows = (int)task->restart_rows;
    codec->write_JFIF_header = task->segment == NULL;
    codec->comp_info[0].h_samp_factor = grey ? 1 : 2;
    codec->comp_info[0].v_samp_factor = picture->layout == CJPEG_NV12 || picture->layout == CJPEG_YUV420 ? 2 : 1;
}

static int prepare(struct cjpeg_encoder *encoder) {
    encoder->codec.err = failure_prepare(&encoder->failure, 0);
    encoder->codec.client_data = &encoder->kept;
    if (setjmp(encoder->failure.place)) {
        return 0;
    }
    jpeg_create_compress(&encoder->codec);
    encoder->destination.init_destination = begin;
    encoder->destination.empty_output_buffer = full;
    encoder->destination.term_destination = end;
    encoder->codec.dest = &encoder->destination;
    return 1;
}

struct cjpeg_encoder *cjpeg_encoder_create(void) {
    struct cjpeg_encoder *encoder = calloc(1, sizeof *encoder);
    if (encoder && !prepare(encoder)) {
        kept_memory_free(&encoder->kept);
        free(encoder);
        encoder = NULL;
    }
    return encoder;
}

void cjpeg_encoder_destroy(struct cjpeg_encoder *encoder) {
    if (encoder) {
        jpeg_destroy_compress(&encoder->codec);
        kept_memory_free(&encoder->kept);
        free(encoder->scratch);
        free(encoder);
    }
}

static int is_sound(const struct cjpeg_picture *picture, const struct cjpeg_task *task) {
    if (task->first_row % most_lines != 0 || task->first_row >= picture->height || task->row_count == 0 ||
        task->row_count > picture->height - task->first_row || task->restart_rows > JPEG_MAX_DIMENSION) {
        return 0;
    }
    const uint8_t *segment = task->segment;
    size_t size = task->segment_size;
    return !segment || (size >= 4 && segment[0] == 0xFF && (size_t)segment[2] * 256 + segment[3] + 2 == size);
}

static int reserve_scratch(struct cjpeg_encoder *encoder, size_t needed) {
    if (encoder->scratch_size < needed) {
        uint8_t *larger = realloc(encoder->scratch, needed);
        if (!larger) {
            return 0;
        }
        encoder->scratch = larger;
        encoder->scratch_size = needed;
    }
    return 1;
}

ptrdiff_t cjpeg_encode(
    struct cjpeg_encoder *encoder, const struct cjpeg_picture *picture, const struct cjpeg_task *task, uint8_t *buffer,
    size_t capacity
) {
    struct planes planes;
    if (!find_planes(picture, &planes) || !is_sound(picture, task)) {
        return CJPEG_BAD_PICTURE;
    }
    if (capacity == 0) {
        return CJPEG_TOO_SMALL; // libjpeg writes the first byte without looking
    }
    if (!reserve_scratch(encoder, scratch_needed(&planes))) {
        return CJPEG_FAILED;
    }
    struct jpeg_compress_struct *codec = &encoder->codec;
    if (setjmp(encoder->failure.place)) {
        jpeg_abort_compress(codec);
        return encoder->failure.result;
    }
    encoder->destination.next_output_byte = buffer;
    encoder->destination.free_in_buffer = capacity;
    describe(codec, picture, task);
    jpeg_start_compress(codec, TRUE);
    if (task->segment) {
        jpeg_write_marker(codec, task->segment[1], task->segment + 4, (unsigned int)(task->segment_size - 4));
    }
    uint32_t step = (uint32_t)codec->max_v_samp_factor * block, bottom = task->first_row + task->row_count;
    for (uint32_t row = task->first_row; row < bottom; row += step) {
        JSAMPROW rows[3][most_lines];
        JSAMPARRAY image[3] = {rows[0], rows[1], rows[2]};
        gather(picture, &planes, encoder->scratch, row, bottom, rows);
        jpeg_write_raw_data(codec, image, step);
    }
    jpeg_finish_compress(codec);
    return (ptrdiff_t)(capacity - encoder->destination.free_in_buffer);
}
