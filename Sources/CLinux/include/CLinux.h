// What Swift cannot import from Linux by itself: variadic functions, computed macros, macros with casts, errno, and
// two libraries whose headers differ from one distribution to the next. Every function here is one call with its
// name and no more: no state, no policy, no retrying. Where the kernel's own function can be imported, it is.
//
// Functions return what the call returns: -1 with errno set is failure unless a comment says otherwise.
#ifndef MARTLET_CLINUX_H
#define MARTLET_CLINUX_H

// No feature macro is set here: under _GNU_SOURCE glibc declares some types otherwise than Swift's own module of it,
// and a program that imports both does not build. What needs the macro is declared here, or is in a C file that sets it.

#include <arpa/inet.h>
#include <crypt.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libv4lconvert.h>
#include <linux/usbdevice_fs.h>
#include <linux/videodev2.h>
#include <linux/watchdog.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "gpio.h"
#include "transport.h"

// MARK: what glibc declares only under _GNU_SOURCE

#ifndef POLLRDHUP
#define POLLRDHUP 0x2000
#endif
#ifndef __USE_GNU
int ppoll(struct pollfd *entries, nfds_t count, const struct timespec *timeout, const sigset_t *mask);
#endif

// MARK: errno

static inline int linux_errno(void) { return errno; }

// MARK: variadic functions

static inline int linux_open(const char *path, int flags) { return open(path, flags); }
static inline int linux_create(const char *path, int flags, mode_t mode) { return open(path, flags | O_CREAT, mode); }
static inline int linux_fcntl_get(int descriptor, int command) { return fcntl(descriptor, command); }
static inline int linux_fcntl_set(int descriptor, int command, int value) { return fcntl(descriptor, command, value); }

// MARK: macros with casts, and constants that are enumerators in glibc

// MAP_FAILED answered as a null pointer, errno set.
static inline void *linux_map_shared(int descriptor, size_t length, off_t offset) {
    void *memory = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, offset);
    return memory == MAP_FAILED ? NULL : memory;
}
static inline int linux_ignore_signal(int number) { return signal(number, SIG_IGN) == SIG_ERR ? -1 : 0; }
// The name inside a directory entry; valid until the next readdir or closedir.
static inline const char *linux_entry_name(const struct dirent *entry) { return entry->d_name; }

static const int linux_socket_stream = SOCK_STREAM;
static const int linux_socket_datagram = SOCK_DGRAM;
static const int linux_socket_nonblocking = SOCK_NONBLOCK;
static const int linux_socket_close_on_exec = SOCK_CLOEXEC;
static const int linux_shutdown_write = SHUT_WR;
static const int linux_message_no_signal = MSG_NOSIGNAL;
static const int linux_message_dont_wait = MSG_DONTWAIT;
static const int linux_protocol_tcp = IPPROTO_TCP;
static const int linux_protocol_ipv6 = IPPROTO_IPV6;
static const int linux_eventfd_nonblocking = EFD_NONBLOCK;
static const int linux_eventfd_semaphore = EFD_SEMAPHORE;
static const int linux_eventfd_close_on_exec = EFD_CLOEXEC;
static const int linux_signalfd_nonblocking = SFD_NONBLOCK;
static const int linux_signalfd_close_on_exec = SFD_CLOEXEC;
static const int linux_inotify_nonblocking = IN_NONBLOCK;
static const int linux_inotify_close_on_exec = IN_CLOEXEC;
static const int linux_thread_detached = PTHREAD_CREATE_DETACHED;

// MARK: sockets

// An address is any of the sockaddr types: Swift has no cast between them, and under _GNU_SOURCE glibc declares these
// calls with a union that Swift cannot be given.
static inline int linux_bind(int descriptor, const void *address, socklen_t length) {
    return bind(descriptor, (const struct sockaddr *)address, length);
}
int linux_accept(int descriptor, void *address, socklen_t *length, int flags); // accept4(2)
static inline int linux_getsockname(int descriptor, void *address, socklen_t *length) {
    return getsockname(descriptor, (struct sockaddr *)address, length);
}
static inline ssize_t linux_sendto(
    int descriptor, const void *bytes, size_t count, int flags, const void *address, socklen_t length
) {
    return sendto(descriptor, bytes, count, flags, (const struct sockaddr *)address, length);
}

// MARK: memory

// madvise(2), MADV_DONTNEED, for all of the program's and its libraries' segments that cannot be written to
// (dl_iterate_phdr(3)).
void linux_release_code(void);

// MARK: processors

int linux_usable_processors(void); // sched_getaffinity(2): how many this process may use; -1 where there are over 1024
// pthread_attr_setaffinity_np(3): to the processor of that place among the usable, counted from the last, where boards
// with slow and fast ones have the fast. Returns an error number.
int linux_keep_on_processor(pthread_attr_t *attributes, int place);

// MARK: V4L2, one function for each request (linux/videodev2.h)

static inline int vidioc_querycap(int camera, struct v4l2_capability *answer) {
    return ioctl(camera, VIDIOC_QUERYCAP, answer);
}
static inline int vidioc_enum_fmt(int camera, struct v4l2_fmtdesc *format) {
    return ioctl(camera, VIDIOC_ENUM_FMT, format);
}
static inline int vidioc_enum_framesizes(int camera, struct v4l2_frmsizeenum *size) {
    return ioctl(camera, VIDIOC_ENUM_FRAMESIZES, size);
}
static inline int vidioc_enum_frameintervals(int camera, struct v4l2_frmivalenum *interval) {
    return ioctl(camera, VIDIOC_ENUM_FRAMEINTERVALS, interval);
}
static inline int vidioc_s_fmt(int camera, struct v4l2_format *format) { return ioctl(camera, VIDIOC_S_FMT, format); }
static inline int vidioc_g_parm(int camera, struct v4l2_streamparm *parameters) {
    return ioctl(camera, VIDIOC_G_PARM, parameters);
}
static inline int vidioc_s_parm(int camera, struct v4l2_streamparm *parameters) {
    return ioctl(camera, VIDIOC_S_PARM, parameters);
}
static inline int vidioc_reqbufs(int camera, struct v4l2_requestbuffers *request) {
    return ioctl(camera, VIDIOC_REQBUFS, request);
}
static inline int vidioc_querybuf(int camera, struct v4l2_buffer *buffer) {
    return ioctl(camera, VIDIOC_QUERYBUF, buffer);
}
static inline int vidioc_qbuf(int camera, struct v4l2_buffer *buffer) { return ioctl(camera, VIDIOC_QBUF, buffer); }
static inline int vidioc_dqbuf(int camera, struct v4l2_buffer *buffer) { return ioctl(camera, VIDIOC_DQBUF, buffer); }
static inline int vidioc_streamon(int camera, enum v4l2_buf_type type) {
    int value = (int)type;
    return ioctl(camera, VIDIOC_STREAMON, &value);
}
static inline int vidioc_streamoff(int camera, enum v4l2_buf_type type) {
    int value = (int)type;
    return ioctl(camera, VIDIOC_STREAMOFF, &value);
}
static inline int vidioc_query_ext_ctrl(int camera, struct v4l2_query_ext_ctrl *control) {
    return ioctl(camera, VIDIOC_QUERY_EXT_CTRL, control);
}
static inline int vidioc_querymenu(int camera, struct v4l2_querymenu *item) {
    return ioctl(camera, VIDIOC_QUERYMENU, item);
}
static inline int vidioc_g_ctrl(int camera, struct v4l2_control *control) {
    return ioctl(camera, VIDIOC_G_CTRL, control);
}
static inline int vidioc_s_ctrl(int camera, struct v4l2_control *control) {
    return ioctl(camera, VIDIOC_S_CTRL, control);
}

// MARK: watchdogs (linux/watchdog.h)

static inline int wdioc_settimeout(int watchdog, int *seconds) { return ioctl(watchdog, WDIOC_SETTIMEOUT, seconds); }
static inline int wdioc_gettimeout(int watchdog, int *seconds) { return ioctl(watchdog, WDIOC_GETTIMEOUT, seconds); }
static inline int wdioc_keepalive(int watchdog) { return ioctl(watchdog, WDIOC_KEEPALIVE, 0); }

// MARK: USB devices (linux/usbdevice_fs.h)

static inline int usbdevfs_reset(int device) { return ioctl(device, USBDEVFS_RESET, 0); }
// Answers 1 when a driver has taken the interface, 0 when none has.
static inline int usbdevfs_connect(int device, int interface) {
    struct usbdevfs_ioctl request = {.ifno = interface, .ioctl_code = USBDEVFS_CONNECT};
    return ioctl(device, USBDEVFS_IOCTL, &request);
}

// MARK: conversion, through libv4lconvert

// v4lconvert_create, with the camera asked through ioctl(2) as libc has it rather than past it: so that a camera that
// exists only by preloading (libcamerify) can be converted too. Null without memory, or when the camera does not answer.
struct v4lconvert_data *linux_converter_create(int camera);

#endif
