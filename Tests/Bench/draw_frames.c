// Draws the played camera's JPEG frames: draw_frames WIDTHxHEIGHT BYTES COUNT FOLDER
//
// Writes COUNT files 001.jpg, 002.jpg, … in 4:2:2 with the standard Huffman tables, as USB cameras give, of about
// BYTES each: the quality is the one whose frame comes nearest.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include "scene.h"

struct frame {
    unsigned char *bytes; // libjpeg's own, to be freed
    unsigned long count;
};

static struct frame encode(const uint8_t *yuyv, uint32_t width, uint32_t height, int quality) {
    struct frame frame = {0};
    struct jpeg_compress_struct encoder;
    struct jpeg_error_mgr errors; // its way to fail is to end the program with a line, which is right here
    encoder.err = jpeg_std_error(&errors);
    jpeg_create_compress(&encoder);
    jpeg_mem_dest(&encoder, &frame.bytes, &frame.count);
    encoder.image_width = width;
    encoder.image_height = height;
    encoder.input_components = 3;
    encoder.in_color_space = JCS_YCbCr;
    jpeg_set_defaults(&encoder);
    jpeg_set_quality(&encoder, quality, TRUE);
    encoder.comp_info[0].h_samp_factor = 2;
    encoder.comp_info[0].v_samp_factor = 1;
    jpeg_start_compress(&encoder, TRUE);
    JSAMPARRAY line = encoder.mem->alloc_sarray((j_common_ptr)&encoder, JPOOL_IMAGE, width * 3, 1);
    while (encoder.next_scanline < height) {
        const uint8_t *source = yuyv + (size_t)encoder.next_scanline * width * 2;
        for (uint32_t x = 0; x < width; x++) {
            const uint8_t *pair = source + (x & ~1u) * 2;
            line[0][x * 3] = source[x * 2];
            line[0][x * 3 + 1] = pair[1];
            line[0][x * 3 + 2] = pair[3];
        }
        jpeg_write_scanlines(&encoder, line, 1);
    }
    jpeg_finish_compress(&encoder);
    jpeg_destroy_compress(&encoder);
    return frame;
}

static int nearest_quality(const uint8_t *yuyv, uint32_t width, uint32_t height, unsigned long wanted) {
    int nearest = 1;
    unsigned long least = wanted;
    for (int quality = 1; quality <= 100; quality++) {
        struct frame frame = encode(yuyv, width, height, quality);
        unsigned long distance = frame.count > wanted ? frame.count - wanted : wanted - frame.count;
        free(frame.bytes);
        if (distance < least) {
            least = distance;
            nearest = quality;
        }
    }
    return nearest;
}

static int save(const struct frame *frame, const char *folder, int number) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%03d.jpg", folder, number);
    FILE *file = fopen(path, "wb");
    int is_written = file && fwrite(frame->bytes, 1, frame->count, file) == frame->count;
    if ((file && fclose(file) != 0) || !is_written) {
        perror(path);
        return 0;
    }
    return 1;
}

int main(int argc, char **argv) {
    uint32_t width = 0, height = 0;
    if (argc != 5 || sscanf(argv[1], "%ux%u", &width, &height) != 2 || !width || !height) {
        fprintf(stderr, "usage: draw_frames WIDTHxHEIGHT BYTES COUNT FOLDER\n");
        return 2;
    }
    uint8_t *scene = malloc(scene_bytes(width, height));
    if (!scene) {
        fprintf(stderr, "draw_frames: no memory for %ux%u\n", width, height);
        return 1;
    }
    scene_draw(scene, width, height);
    int quality = nearest_quality(scene, width, height, strtoul(argv[2], NULL, 10));
    int is_saved = 1;
    for (int number = 1; is_saved && number <= atoi(argv[3]); number++) {
        struct frame frame = encode(scene + scene_offset(width, (uint32_t)number), width, height, quality);
        is_saved = save(&frame, argv[4], number);
        printf("%s of %lu bytes at quality %d\n", argv[1], frame.count, quality);
        free(frame.bytes);
    }
    free(scene);
    return is_saved ? 0 : 1;
}
