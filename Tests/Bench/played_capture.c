#define _GNU_SOURCE
#include "played_capture.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "played_frames.h"

enum { most_buffers = 32, thread_stack_bytes = 64 * 1024 };

// Buffers by index, the oldest first.
struct line {
    uint32_t indices[most_buffers];
    uint32_t count;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; // over everything below
static struct {
    uint8_t *memory;
    struct v4l2_buffer description;
} buffers[most_buffers];
static uint32_t buffer_count, buffer_bytes;
static struct line empty_buffers, filled_buffers;
static int streaming_handle = -1;

// Only read by the thread, only written while there is none.
static pthread_t thread;
static uint64_t period_ns;
static int frame_signal;
static volatile int is_ending;

static int refuse(int code) {
    errno = code;
    return -1;
}

static void append(struct line *line, uint32_t index) { line->indices[line->count++] = index; }

static uint32_t take_first(struct line *line) {
    uint32_t index = line->indices[0];
    memmove(line->indices, line->indices + 1, --line->count * sizeof *line->indices);
    return index;
}

// MARK: the camera's own thread

static void sleep_until(uint64_t time_ns) {
    struct timespec time = {.tv_sec = (time_t)(time_ns / 1000000000), .tv_nsec = (long)(time_ns % 1000000000)};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL) == EINTR) {
    }
}

static void fill(uint32_t index, uint32_t sequence) {
    struct v4l2_buffer *description = &buffers[index].description;
    uint64_t captured_ns;
    description->bytesused = frames_make(buffers[index].memory, sequence, &captured_ns);
    description->sequence = sequence;
    description->timestamp.tv_sec = (time_t)(captured_ns / 1000000000);
    description->timestamp.tv_usec = (suseconds_t)(captured_ns % 1000000000 / 1000);
    pthread_mutex_lock(&lock);
    append(&filled_buffers, index);
    pthread_mutex_unlock(&lock);
    if (write(frame_signal, "", 1) < 0) {
        perror("played camera: the frame cannot be announced");
        _exit(1);
    }
}

static void *capture(void *unused) {
    (void)unused;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    uint64_t next_ns = (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
    for (uint32_t sequence = 0; !is_ending; sequence++) {
        sleep_until(next_ns += period_ns);
        pthread_mutex_lock(&lock);
        int has_buffer = empty_buffers.count > 0;
        uint32_t index = has_buffer ? take_first(&empty_buffers) : 0;
        pthread_mutex_unlock(&lock);
        // Without a buffer the frame is lost, and its number with it, as in the kernel.
        if (has_buffer && !is_ending) {
            fill(index, sequence);
        }
    }
    return NULL;
}

// MARK: the driver's requests

int capture_request_buffers(struct v4l2_requestbuffers *request, uint32_t frame_capacity) {
    if (request->memory != V4L2_MEMORY_MMAP || request->type != V4L2_BUF_TYPE_VIDEO_CAPTURE) {
        return refuse(EINVAL);
    }
    if (streaming_handle >= 0) {
        return refuse(EBUSY);
    }
    uint32_t page = (uint32_t)sysconf(_SC_PAGESIZE);
    buffer_bytes = (frame_capacity + page - 1) / page * page;
    buffer_count = request->count < most_buffers ? request->count : most_buffers;
    for (uint32_t index = 0; index < buffer_count; index++) {
        // Memory stays for the next time: the camera's size does not change.
        if (!buffers[index].memory && !(buffers[index].memory = frames_shared_memory(buffer_bytes))) {
            return refuse(ENOMEM);
        }
        buffers[index].description = (struct v4l2_buffer){
            .index = index,
            .type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
            .memory = V4L2_MEMORY_MMAP,
            .field = V4L2_FIELD_NONE,
            .flags = V4L2_BUF_FLAG_MAPPED | V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC,
            .length = buffer_bytes,
            .m.offset = index * buffer_bytes,
        };
    }
    request->count = buffer_count;
    request->capabilities = V4L2_BUF_CAP_SUPPORTS_MMAP;
    return 0;
}

int capture_describe_buffer(struct v4l2_buffer *buffer) {
    if (buffer->index >= buffer_count) {
        return refuse(EINVAL);
    }
    *buffer = buffers[buffer->index].description;
    return 0;
}

int capture_queue(const struct v4l2_buffer *buffer) {
    pthread_mutex_lock(&lock);
    int fits = buffer->index < buffer_count && empty_buffers.count < most_buffers;
    if (fits) {
        append(&empty_buffers, buffer->index);
    }
    pthread_mutex_unlock(&lock);
    return fits ? 0 : refuse(EINVAL);
}

int capture_dequeue(int handle, struct v4l2_buffer *buffer) {
    char taken;
    if (handle != streaming_handle) {
        return refuse(EINVAL);
    }
    // Blocks until there is a frame, or says EAGAIN, as the handle was opened.
    if (read(handle, &taken, 1) < 0) {
        return -1;
    }
    pthread_mutex_lock(&lock);
    *buffer = buffers[take_first(&filled_buffers)].description;
    pthread_mutex_unlock(&lock);
    return 0;
}

int capture_start(int handle, int signal, uint32_t rate) {
    if (streaming_handle >= 0) {
        return handle == streaming_handle ? 0 : refuse(EBUSY);
    }
    pthread_attr_t attributes;
    sigset_t all, before;
    period_ns = 1000000000 / rate;
    is_ending = 0;
    frame_signal = signal;
    streaming_handle = handle;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, thread_stack_bytes);
    // Signals are for the program's own threads.
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int error = pthread_create(&thread, &attributes, capture, NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    if (error) {
        streaming_handle = -1;
        return refuse(error);
    }
    pthread_setname_np(thread, "played-camera");
    return 0;
}

int capture_stop(int handle) {
    if (handle != streaming_handle) {
        return 0;
    }
    is_ending = 1;
    pthread_join(thread, NULL);
    // From here on the handle is not readable.
    char taken;
    while (filled_buffers.count > 0 && read(handle, &taken, 1) > 0) {
        take_first(&filled_buffers);
    }
    empty_buffers.count = 0;
    streaming_handle = -1;
    return 0;
}

uint32_t capture_buffer_bytes(void) { return buffer_bytes > 0 ? buffer_bytes : 1; }

void *capture_memory(uint32_t index) { return index < buffer_count ? buffers[index].memory : NULL; }

int capture_owns_memory(const void *memory) {
    for (uint32_t index = 0; memory && index < most_buffers; index++) {
        if (buffers[index].memory == memory) {
            return 1;
        }
    }
    return 0;
}
