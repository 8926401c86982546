// How many pictures a second libjpeg encodes on this machine, with nothing to wait for.
//
//     encode_speed WIDTH HEIGHT SECONDS
//
// Upright colour bars in YCbCr 4:2:2, as vivid's are, with the quality and the transform that Martlet uses. WIDTH is a
// multiple of 16, HEIGHT one of 8.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <jpeglib.h>

#define QUALITY 80
#define BARS 8

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void draw(JSAMPLE *row, unsigned width, int plane) {
    static const JSAMPLE colours[BARS][3] = {{235, 128, 128}, {210, 16, 146}, {170, 166, 16}, {145, 54, 34},
                                             {106, 202, 222}, {81, 90, 240},  {41, 240, 110}, {16, 128, 128}};
    for (unsigned column = 0; column < width; column++) row[column] = colours[column * BARS / width][plane];
}

int main(int count, char **words) {
    if (count != 4) return fprintf(stderr, "encode_speed WIDTH HEIGHT SECONDS\n"), 2;
    unsigned width = (unsigned)atoi(words[1]), height = (unsigned)atoi(words[2]);
    double seconds = atof(words[3]);
    if (width < 16 || width % 16 || height < 8 || height % 8) return fprintf(stderr, "encode_speed: bad size\n"), 2;

    // One row of each plane, and the eight pointers to it that a step of the encoder takes.
    JSAMPLE *rows[3];
    JSAMPROW pointers[3][DCTSIZE];
    for (int plane = 0; plane < 3; plane++) {
        unsigned length = plane ? width / 2 : width;
        rows[plane] = malloc(length);
        if (!rows[plane]) return perror("encode_speed"), 1;
        draw(rows[plane], length, plane);
        for (int line = 0; line < DCTSIZE; line++) pointers[plane][line] = rows[plane];
    }
    JSAMPARRAY image[3] = {pointers[0], pointers[1], pointers[2]};

    struct jpeg_compress_struct codec;
    struct jpeg_error_mgr errors;
    codec.err = jpeg_std_error(&errors);
    jpeg_create_compress(&codec);
    unsigned char *bytes = NULL;
    unsigned long size = 0;
    int pictures = 0;
    double began = now(), elapsed;
    do {
        jpeg_mem_dest(&codec, &bytes, &size);
        codec.image_width = width;
        codec.image_height = height;
        codec.input_components = 3;
        codec.in_color_space = JCS_YCbCr;
        jpeg_set_defaults(&codec);
        jpeg_set_quality(&codec, QUALITY, TRUE);
        codec.comp_info[0].h_samp_factor = 2;
        codec.comp_info[0].v_samp_factor = 1;
        codec.raw_data_in = TRUE;
        codec.dct_method = JDCT_ISLOW;
        jpeg_start_compress(&codec, TRUE);
        while (codec.next_scanline < height) jpeg_write_raw_data(&codec, image, DCTSIZE);
        jpeg_finish_compress(&codec);
        free(bytes);
        bytes = NULL;
        pictures++;
        elapsed = now() - began;
    } while (elapsed < seconds);
    printf("%.2f\n", pictures / elapsed);
    return 0;
}
