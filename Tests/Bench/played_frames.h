// What the played camera shows.
#ifndef BENCH_PLAYED_FRAMES_H
#define BENCH_PLAYED_FRAMES_H

#include <stddef.h>
#include <stdint.h>

// What the environment asks for: BENCH_CAMERA_FORMAT (MJPG or YUYV), BENCH_CAMERA_SIZE (WIDTHxHEIGHT),
// BENCH_CAMERA_RATE (frames a second).
struct shape {
    uint32_t four_cc, width, height, rate;
    uint32_t frame_capacity; // bytes
};

// Reads the environment and prepares the frames: the scene, or the JPEG files of the folder BENCH_CAMERA_FRAMES in the
// order of their names. Ends the process with a line that says what is wrong, if anything is.
const struct shape *frames_prepare(void);

// Makes the frame with this sequence number, captured now. Returns its bytes; `captured_ns` is what is stamped on it.
uint32_t frames_make(uint8_t *buffer, uint32_t sequence, uint64_t *captured_ns);

// Memory that counts as shared (RssShmem), not as the server's own (RssAnon, RssFile); a null pointer if there is none.
void *frames_shared_memory(size_t byte_count);

#endif
