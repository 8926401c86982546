// The played camera's buffers, and the thread that fills one of them at each turn of its clock.
#ifndef BENCH_PLAYED_CAPTURE_H
#define BENCH_PLAYED_CAPTURE_H

#include <linux/videodev2.h>
#include <stdint.h>

// Each of these answers the V4L2 request that it is named after as ioctl(2) does: 0, or -1 with errno set.
int capture_request_buffers(struct v4l2_requestbuffers *request, uint32_t frame_capacity);
int capture_describe_buffer(struct v4l2_buffer *buffer);
int capture_queue(const struct v4l2_buffer *buffer);
int capture_dequeue(int handle, struct v4l2_buffer *buffer);

// Starts the stream. A byte is written to `signal` for each frame; it can be read from `handle`.
int capture_start(int handle, int signal, uint32_t rate);

// Ends the stream if it was started on this handle: every buffer is the program's again.
int capture_stop(int handle);

// How much memory a buffer takes, in bytes; 1 if there are none.
uint32_t capture_buffer_bytes(void);

// A buffer's memory; a null pointer if there is no such buffer.
void *capture_memory(uint32_t index);

// Whether a buffer's memory begins here.
int capture_owns_memory(const void *memory);

#endif
