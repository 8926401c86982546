// A camera that does as it should until one call, which it refuses: loaded into a program (LD_PRELOAD), it answers for
// the path in TEST_CAMERA. TEST_REFUSAL names the call and gives the errno: `VIDIOC_STREAMON 28`. With TEST_RECEIVER it
// says that it is the receiver of a ribbon-cable camera, whose parts user space has to link.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { frame_bytes = 1 << 16, most_buffers = 8 };

static int camera = -1;

static int refuse(int code) {
    errno = code;
    return -1;
}

// The errno for that call; 0 when it is not the one that is refused.
static int refusal(const char *call) {
    const char *text = getenv("TEST_REFUSAL");
    char name[32];
    int code;
    return text && sscanf(text, "%31s %d", name, &code) == 2 && strcmp(name, call) == 0 ? code : 0;
}

static int open_camera(void) {
    if (refusal("open")) {
        return refuse(refusal("open"));
    }
    // A file can be mapped, and is always ready to be read, as a camera is whose stream has died.
    camera = memfd_create("camera", MFD_CLOEXEC);
    return camera < 0 || ftruncate(camera, (off_t)frame_bytes * most_buffers) < 0 ? -1 : camera;
}

#define CATCH_OPEN(name)                                                     \
    int name(const char *path, int flags, ...) {                             \
        va_list arguments;                                                   \
        va_start(arguments, flags);                                          \
        mode_t mode = va_arg(arguments, mode_t);                             \
        va_end(arguments);                                                   \
        const char *wanted = getenv("TEST_CAMERA");                          \
        if (wanted && strcmp(path, wanted) == 0) {                           \
            return open_camera();                                            \
        }                                                                    \
        return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);        \
    }

CATCH_OPEN(open)
CATCH_OPEN(open64)

int close(int descriptor) {
    if (descriptor == camera) {
        camera = -1;
    }
    return (int)syscall(SYS_close, descriptor);
}

static int query_capabilities(struct v4l2_capability *answer) {
    *answer = (struct v4l2_capability){.driver = "refusing", .card = "Refusing camera"};
    answer->device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING | (getenv("TEST_RECEIVER") ? V4L2_CAP_IO_MC : 0);
    answer->capabilities = answer->device_caps | V4L2_CAP_DEVICE_CAPS;
    return 0;
}

static int enumerate_formats(struct v4l2_fmtdesc *answer) {
    answer->pixelformat = V4L2_PIX_FMT_MJPEG;
    return answer->index == 0 ? 0 : refuse(EINVAL);
}

static int enumerate_sizes(struct v4l2_frmsizeenum *answer) {
    answer->type = V4L2_FRMSIZE_TYPE_DISCRETE;
    answer->discrete.width = 640;
    answer->discrete.height = 480;
    return answer->index == 0 ? 0 : refuse(EINVAL);
}

static int enumerate_rates(struct v4l2_frmivalenum *answer) {
    answer->type = V4L2_FRMIVAL_TYPE_DISCRETE;
    answer->discrete = (struct v4l2_fract){1, 30};
    return answer->index == 0 ? 0 : refuse(EINVAL);
}

static int set_format(struct v4l2_format *answer) {
    answer->fmt.pix.sizeimage = frame_bytes;
    return 0;
}

static int request_buffers(struct v4l2_requestbuffers *answer) {
    if (answer->count > most_buffers) {
        answer->count = most_buffers;
    }
    return 0;
}

static int query_buffer(struct v4l2_buffer *answer) {
    answer->length = frame_bytes;
    answer->m.offset = answer->index * frame_bytes;
    return 0;
}

#define ANSWER(request, result)                                            \
    case request:                                                          \
        return refusal(#request) ? refuse(refusal(#request)) : (result);

int ioctl(int descriptor, unsigned long request, ...) {
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    if (descriptor != camera || camera < 0) {
        return (int)syscall(SYS_ioctl, descriptor, request, argument);
    }
    switch (request) {
        ANSWER(VIDIOC_QUERYCAP, query_capabilities(argument))
        ANSWER(VIDIOC_ENUM_FMT, enumerate_formats(argument))
        ANSWER(VIDIOC_ENUM_FRAMESIZES, enumerate_sizes(argument))
        ANSWER(VIDIOC_ENUM_FRAMEINTERVALS, enumerate_rates(argument))
        ANSWER(VIDIOC_S_FMT, set_format(argument))
        ANSWER(VIDIOC_S_PARM, 0)
        ANSWER(VIDIOC_REQBUFS, request_buffers(argument))
        ANSWER(VIDIOC_QUERYBUF, query_buffer(argument))
        ANSWER(VIDIOC_QBUF, 0)
        ANSWER(VIDIOC_STREAMON, 0)
        ANSWER(VIDIOC_STREAMOFF, 0)
        ANSWER(VIDIOC_DQBUF, refuse(EAGAIN))
    }
    return refuse(ENOTTY);
}
