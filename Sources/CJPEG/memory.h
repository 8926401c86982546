// The memory that libjpeg takes and gives back with every picture, kept from one to the next.
#ifndef MARTLET_CJPEG_MEMORY_H
#define MARTLET_CJPEG_MEMORY_H

#include <stddef.h>

// One picture's blocks are two; the rest are taken once in a codec's life.
enum { most_kept = 4 };

// Blocks that libjpeg has given back, of sizes that it will ask for again. A codec's `client_data` points to it.
struct kept_memory {
    struct {
        void *block;
        size_t size;
    } blocks[most_kept];
};

// Gives all blocks back to the heap; after the codec's end.
void kept_memory_free(struct kept_memory *kept);

#endif
