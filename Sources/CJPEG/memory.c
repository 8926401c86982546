#include "memory.h"

#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include "failure.h"

void kept_memory_free(struct kept_memory *kept) {
    for (size_t index = 0; index < most_kept; index++) {
        free(kept->blocks[index].block);
        kept->blocks[index].block = NULL;
    }
}

// In place of libjpeg's own jmemnobs.c, where it is linked statically: its malloc and free for each picture become
// none. Beside a shared libjpeg they could stand in front of its own, so the tests' build goes without.
#ifdef FIRMWARE
void *jpeg_get_small(j_common_ptr codec, size_t size);
void jpeg_free_small(j_common_ptr codec, void *block, size_t size);
void *jpeg_get_large(j_common_ptr codec, size_t size);
void jpeg_free_large(j_common_ptr codec, void *block, size_t size);
size_t jpeg_mem_available(j_common_ptr codec, size_t least, size_t most, size_t taken);
void jpeg_open_backing_store(j_common_ptr codec, void *store, long size);
long jpeg_mem_init(j_common_ptr codec);
void jpeg_mem_term(j_common_ptr codec);

void *jpeg_get_small(j_common_ptr codec, size_t size) {
    struct kept_memory *kept = codec->client_data;
    for (size_t index = 0; index < most_kept; index++) {
        if (kept->blocks[index].block && kept->blocks[index].size == size) {
            void *block = kept->blocks[index].block;
            kept->blocks[index].block = NULL;
            return block;
        }
    }
    return malloc(size);
}

void jpeg_free_small(j_common_ptr codec, void *block, size_t size) {
    struct kept_memory *kept = codec->client_data;
    for (size_t index = 0; index < most_kept; index++) {
        if (!kept->blocks[index].block) {
            kept->blocks[index].block = block;
            kept->blocks[index].size = size;
            return;
        }
    }
    // The sizes have changed: the oldest blocks make room, one by one.
    free(kept->blocks[0].block);
    for (size_t index = 1; index < most_kept; index++) {
        kept->blocks[index - 1] = kept->blocks[index];
    }
    kept->blocks[most_kept - 1].block = block;
    kept->blocks[most_kept - 1].size = size;
}

void *jpeg_get_large(j_common_ptr codec, size_t size) { return jpeg_get_small(codec, size); }
void jpeg_free_large(j_common_ptr codec, void *block, size_t size) { jpeg_free_small(codec, block, size); }

size_t jpeg_mem_available(j_common_ptr codec, size_t least, size_t most, size_t taken) {
    (void)codec, (void)least, (void)taken;
    return most;
}

// Asked for only when memory is not available, which it always is.
void jpeg_open_backing_store(j_common_ptr codec, void *store, long size) {
    (void)store, (void)size;
    codec->err->error_exit(codec);
}

long jpeg_mem_init(j_common_ptr codec) {
    (void)codec;
    return 0;
}

void jpeg_mem_term(j_common_ptr codec) { (void)codec; }
#endif
