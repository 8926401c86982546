#define _GNU_SOURCE
#include "played_frames.h"

#include <dirent.h>
#include <errno.h>
#include <linux/videodev2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "scene.h"
#include "stamp.h"

enum { most_frames = 64 };

static struct shape shape;
static uint8_t *scene;
static struct {
    uint8_t *bytes; // with room for the stamp behind SOI
    uint32_t count;
} frames[most_frames];
static uint32_t frame_count;

static void fail(const char *what, const char *detail) {
    fprintf(stderr, "played camera: %s: %s\n", what, detail);
    _exit(1);
}

static const char *setting(const char *name) {
    const char *value = getenv(name);
    if (!value) {
        fail(name, "is not set");
    }
    return value;
}

void *frames_shared_memory(size_t byte_count) {
    // By the system call: mmap is ours in this process, and asks us in turn.
    long memory = syscall(SYS_mmap, NULL, byte_count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0L);
    return memory == -1 ? NULL : (void *)memory;
}

static void load(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0) {
        fail(path, strerror(errno));
    }
    size_t count = (size_t)ftell(file);
    rewind(file);
    uint8_t *bytes = frames_shared_memory(count + stamp_segment_bytes);
    if (!bytes || count < 4 || count + stamp_segment_bytes > shape.frame_capacity) {
        fail(path, "not a JPEG that fits into a buffer");
    }
    // The stamp comes between SOI and the rest.
    if (fread(bytes, 1, 2, file) != 2 || fread(bytes + 2 + stamp_segment_bytes, 1, count - 2, file) != count - 2) {
        fail(path, "cannot be read whole");
    }
    fclose(file);
    frames[frame_count].bytes = bytes;
    frames[frame_count++].count = (uint32_t)(count + stamp_segment_bytes);
}

static int is_jpeg(const struct dirent *entry) {
    size_t length = strlen(entry->d_name);
    return length > 4 && strcmp(entry->d_name + length - 4, ".jpg") == 0;
}

static void load_all(const char *folder) {
    struct dirent **entries;
    int count = scandir(folder, &entries, is_jpeg, alphasort);
    for (int index = 0; index < count && frame_count < most_frames; index++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entries[index]->d_name);
        load(path);
        free(entries[index]);
    }
    if (frame_count == 0) {
        fail(folder, "holds no JPEG files");
    }
    free(entries);
}

const struct shape *frames_prepare(void) {
    const char *format = setting("BENCH_CAMERA_FORMAT");
    if (sscanf(setting("BENCH_CAMERA_SIZE"), "%ux%u", &shape.width, &shape.height) != 2 || shape.width % 2 ||
        shape.width < stamp_block_pixels * stamp_blocks_per_row ||
        shape.height < stamp_block_pixels * stamp_block_rows) {
        fail("BENCH_CAMERA_SIZE", "takes WIDTHxHEIGHT, 512x48 or more and an even width");
    }
    shape.rate = (uint32_t)atoi(setting("BENCH_CAMERA_RATE"));
    if (shape.rate < 1 || shape.rate > 240) {
        fail("BENCH_CAMERA_RATE", "takes 1 to 240 frames a second");
    }
    shape.frame_capacity = shape.width * shape.height * 2;
    if (strcmp(format, "MJPG") == 0) {
        shape.four_cc = V4L2_PIX_FMT_MJPEG;
        load_all(setting("BENCH_CAMERA_FRAMES"));
    } else if (strcmp(format, "YUYV") == 0) {
        shape.four_cc = V4L2_PIX_FMT_YUYV;
        scene = frames_shared_memory(scene_bytes(shape.width, shape.height));
        if (!scene) {
            fail("the scene", strerror(errno));
        }
        scene_draw(scene, shape.width, shape.height);
    } else {
        fail("BENCH_CAMERA_FORMAT", "takes MJPG or YUYV");
    }
    return &shape;
}

static uint64_t now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

// The clock is read when all else is in place: from then on it is the server's time that counts.
uint32_t frames_make(uint8_t *buffer, uint32_t sequence, uint64_t *captured_ns) {
    struct stamp stamp = {.sequence = sequence};
    if (shape.four_cc == V4L2_PIX_FMT_MJPEG) {
        uint32_t index = sequence % frame_count;
        memcpy(buffer, frames[index].bytes, frames[index].count);
        stamp.length = frames[index].count;
        stamp.captured_ns = now_ns();
        stamp_write_comment(buffer + 2, &stamp);
    } else {
        memcpy(buffer, scene + scene_offset(shape.width, sequence), shape.frame_capacity);
        stamp.length = shape.frame_capacity;
        stamp.captured_ns = now_ns();
        stamp_draw_blocks(buffer, shape.width, &stamp);
    }
    *captured_ns = stamp.captured_ns;
    return stamp.length;
}
