#include "jpeg_planes.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

// The most lines of blocks that a component may have in one row of coding units, by the standard.
enum { most_factor = 4, most_lines = most_factor * DCTSIZE };

struct failure {
    struct jpeg_error_mgr manager;
    jmp_buf place;
};

static void leave(j_common_ptr decoder) {
    struct failure *failure = (struct failure *)decoder->err;
    longjmp(failure->place, 1);
}

// Negative levels are warnings: the decoder would go on by guessing.
static void leave_if_warned(j_common_ptr decoder, int level) {
    if (level < 0) {
        leave(decoder);
    }
}

static void stay_silent(j_common_ptr decoder) { (void)decoder; }

static int is_ycbcr(const struct jpeg_decompress_struct *decoder) {
    return decoder->jpeg_color_space == JCS_YCbCr && decoder->num_components == 3;
}

static int prepare(const struct jpeg_decompress_struct *decoder, struct jpeg_planes *picture) {
    picture->width = decoder->image_width;
    picture->height = decoder->image_height;
    for (int index = 0; index < 3; index++) {
        const jpeg_component_info *component = &decoder->comp_info[index];
        struct plane *plane = &picture->planes[index];
        if (decoder->max_h_samp_factor % component->h_samp_factor ||
            decoder->max_v_samp_factor % component->v_samp_factor) {
            return 0;
        }
        plane->width = component->downsampled_width;
        plane->height = component->downsampled_height;
        plane->pixels_across = (uint32_t)(decoder->max_h_samp_factor / component->h_samp_factor);
        plane->pixels_down = (uint32_t)(decoder->max_v_samp_factor / component->v_samp_factor);
        // One coding unit more than the picture has at least: the last may reach beyond the component's own blocks.
        plane->bytes_per_line = (component->width_in_blocks + most_factor) * DCTSIZE;
        size_t needed = plane->bytes_per_line * (component->height_in_blocks + most_factor) * DCTSIZE;
        if (needed > plane->capacity) {
            free(plane->samples);
            plane->samples = malloc(needed);
            plane->capacity = plane->samples ? needed : 0;
        }
        if (!plane->samples) {
            return 0;
        }
    }
    return 1;
}

static void read_planes(struct jpeg_decompress_struct *decoder, struct jpeg_planes *picture) {
    JSAMPROW rows[3][most_lines];
    JSAMPARRAY arrays[3] = {rows[0], rows[1], rows[2]};
    uint32_t unit_lines = (uint32_t)decoder->max_v_samp_factor * DCTSIZE;
    for (uint32_t unit = 0; decoder->output_scanline < decoder->output_height; unit++) {
        for (int index = 0; index < 3; index++) {
            struct plane *plane = &picture->planes[index];
            uint32_t lines = (uint32_t)decoder->comp_info[index].v_samp_factor * DCTSIZE;
            for (uint32_t line = 0; line < lines; line++) {
                rows[index][line] = plane->samples + plane->bytes_per_line * (unit * lines + line);
            }
        }
        jpeg_read_raw_data(decoder, arrays, unit_lines);
    }
}

int jpeg_planes_decode(const uint8_t *jpeg, size_t byte_count, struct jpeg_planes *picture) {
    struct jpeg_decompress_struct decoder = {0};
    struct failure failure;
    decoder.err = jpeg_std_error(&failure.manager);
    failure.manager.error_exit = leave;
    failure.manager.emit_message = leave_if_warned;
    failure.manager.output_message = stay_silent;
    if (setjmp(failure.place)) {
        jpeg_destroy_decompress(&decoder);
        return 0;
    }
    jpeg_create_decompress(&decoder);
    jpeg_mem_src(&decoder, jpeg, byte_count);
    jpeg_read_header(&decoder, TRUE);
    decoder.raw_data_out = TRUE;
    decoder.out_color_space = JCS_YCbCr;
    decoder.dct_method = JDCT_ISLOW; // the exact one, whatever the library's own choice is
    int is_fine = is_ycbcr(&decoder) && jpeg_start_decompress(&decoder) && prepare(&decoder, picture);
    if (is_fine) {
        read_planes(&decoder, picture);
        jpeg_finish_decompress(&decoder);
    }
    jpeg_destroy_decompress(&decoder);
    return is_fine;
}

const char *jpeg_planes_sampling(const struct jpeg_planes *picture) {
    static const char *const names[2][2] = {{"4:4:4", "4:4:0"}, {"4:2:2", "4:2:0"}}; // by pixels across, and down
    const struct plane *luma = &picture->planes[0], *first = &picture->planes[1], *second = &picture->planes[2];
    if (luma->pixels_across != 1 || luma->pixels_down != 1 || first->pixels_across != second->pixels_across ||
        first->pixels_down != second->pixels_down || first->pixels_across > 2 || first->pixels_down > 2) {
        return NULL;
    }
    return names[first->pixels_across - 1][first->pixels_down - 1];
}
