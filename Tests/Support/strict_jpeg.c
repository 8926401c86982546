/* Decodes JPEGs as strictly as libjpeg can tell: any warning is an error, and so is a byte after the end of the image.
 *
 * Standard input: for each picture its length (4 bytes, the lowest first) and its bytes. Standard output, a line each:
 * `WIDTH HEIGHT WARNINGS TRAILING DIGEST MEAN`, the digest over the lower half of the brightness and its mean over all
 * (0 to 255), or `error TEXT`.
 */
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

struct failure {
    struct jpeg_error_mgr manager;
    jmp_buf out;
};

static void fail(j_common_ptr decoder)
{
    struct failure *failure = (struct failure *)decoder->err;
    longjmp(failure->out, 1);
}

static void stay_silent(j_common_ptr decoder)
{
    (void)decoder;
}

static void decode(const unsigned char *bytes, unsigned long length)
{
    struct jpeg_decompress_struct decoder;
    struct failure failure;
    unsigned char *volatile row = NULL;
    volatile uint64_t digest = 14695981039346656037ULL, sum = 0;

    decoder.err = jpeg_std_error(&failure.manager);
    failure.manager.error_exit = fail;
    failure.manager.output_message = stay_silent;
    if (setjmp(failure.out)) {
        char text[JMSG_LENGTH_MAX];
        failure.manager.format_message((j_common_ptr)&decoder, text);
        printf("error %s\n", text);
    } else {
        jpeg_create_decompress(&decoder);
        jpeg_mem_src(&decoder, bytes, length);
        jpeg_read_header(&decoder, TRUE);
        decoder.out_color_space = JCS_GRAYSCALE;
        jpeg_start_decompress(&decoder);
        row = malloc(decoder.output_width);
        while (row && decoder.output_scanline < decoder.output_height) {
            JSAMPROW line = row;
            jpeg_read_scanlines(&decoder, &line, 1);
            for (unsigned column = 0; column < decoder.output_width; column++) {
                sum += row[column];
                if (decoder.output_scanline > decoder.output_height / 2)
                    digest = (digest ^ row[column]) * 1099511628211ULL;
            }
        }
        jpeg_finish_decompress(&decoder);
        printf("%u %u %ld %zu %016llx %llu\n", decoder.output_width, decoder.output_height, failure.manager.num_warnings,
               decoder.src->bytes_in_buffer, (unsigned long long)digest,
               (unsigned long long)sum / decoder.output_width / decoder.output_height);
    }
    free(row);
    jpeg_destroy_decompress(&decoder);
}

int main(void)
{
    unsigned char head[4];
    while (fread(head, 1, sizeof head, stdin) == sizeof head) {
        unsigned long length = head[0] | head[1] << 8 | head[2] << 16 | (unsigned long)head[3] << 24;
        unsigned char *bytes = malloc(length + 1);
        if (!bytes || fread(bytes, 1, length, stdin) != length)
            return 1;
        decode(bytes, length);
        free(bytes);
    }
    return 0;
}
