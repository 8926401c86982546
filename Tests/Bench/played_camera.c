// A camera for one process: loaded into it (LD_PRELOAD), this answers the system calls on one path, BENCH_CAMERA_PATH,
// as a USB camera and its driver do. So the same frames can be played to several servers on a machine without a camera.
//
// It measures servers; whether they get along with real drivers is for the lab to test. A thread of its own, named
// `played-camera`, stands for the hardware and the driver.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "played_device.h"

#define CAUGHT __attribute__((visibility("default")))

static int is_camera(const char *path) {
    const char *camera = device_path();
    return camera && strcmp(path, camera) == 0;
}

// By the system calls, here and below: the functions of libc are what is caught.
static int open_file(const char *path, int flags, mode_t mode) {
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

// The mode is there only with flags that create a file; without them what is read here is not used.
#define CATCH_OPEN(name)                                                            \
    CAUGHT int name(const char *path, int flags, ...) {                             \
        va_list arguments;                                                          \
        va_start(arguments, flags);                                                 \
        mode_t mode = va_arg(arguments, mode_t);                                    \
        va_end(arguments);                                                          \
        return is_camera(path) ? device_open(flags) : open_file(path, flags, mode); \
    }

CATCH_OPEN(open)
CATCH_OPEN(open64)

// What glibc's headers call instead when a program is built with checks.
CAUGHT int __open_2(const char *path, int flags) {
    return is_camera(path) ? device_open(flags) : open_file(path, flags, 0);
}
CAUGHT int __open64_2(const char *path, int flags) { return __open_2(path, flags); }

CAUGHT int close(int descriptor) {
    device_forget(descriptor);
    return (int)syscall(SYS_close, descriptor);
}

CAUGHT int ioctl(int descriptor, unsigned long request, ...) {
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    if (device_owns(descriptor)) {
        return device_request(descriptor, request, argument);
    }
    return (int)syscall(SYS_ioctl, descriptor, request, argument);
}

CAUGHT void *mmap(void *address, size_t length, int protection, int flags, int descriptor, off_t offset) {
    if (descriptor >= 0 && device_owns(descriptor)) {
        return device_map(offset);
    }
    return (void *)syscall(SYS_mmap, address, length, protection, flags, descriptor, offset);
}
CAUGHT void *mmap64(void *address, size_t length, int protection, int flags, int descriptor, off_t offset) {
    return mmap(address, length, protection, flags, descriptor, offset);
}

CAUGHT int munmap(void *address, size_t length) {
    return device_has_memory(address) ? 0 : (int)syscall(SYS_munmap, address, length);
}
