// The played camera as a device: what its driver answers, its buffers, and the thread that captures.
#ifndef BENCH_PLAYED_DEVICE_H
#define BENCH_PLAYED_DEVICE_H

#include <sys/types.h>

// The path at which the camera is, or a null pointer if none is played in this process.
const char *device_path(void);

// A new handle on the camera, as open(2) gives.
int device_open(int flags);

// Whether a descriptor is a handle on the camera.
int device_owns(int descriptor);

// Ends the stream if this handle began it; the descriptor itself is the caller's to close.
void device_forget(int descriptor);

// Answers a request, as ioctl(2) does.
int device_request(int descriptor, unsigned long request, void *argument);

// The memory of the buffer at this offset, as mmap(2) gives.
void *device_map(off_t offset);

// Whether this is memory of a buffer: it stays mapped for as long as the process lives.
int device_has_memory(const void *memory);

#endif
