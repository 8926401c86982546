#define _GNU_SOURCE
#include "played_device.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "played_capture.h"
#include "played_frames.h"

enum { most_handles = 16 };

static const char *path;
static const struct shape *shape;
static struct {
    int descriptor; // the program's: the end of a pipe from which a byte can be read for each frame that is there
    int signal;     // the other end
} handles[most_handles];
static int handle_count;

__attribute__((constructor)) static void prepare(void) {
    path = getenv("BENCH_CAMERA_PATH");
    if (path) {
        shape = frames_prepare();
    }
}

const char *device_path(void) { return path; }

static int refuse(int code) {
    errno = code;
    return -1;
}

// A pipe is readable exactly when there is a frame and never writable, to poll, select and epoll alike, as a camera is.
int device_open(int flags) {
    int ends[2];
    if (handle_count == most_handles) {
        return refuse(EMFILE);
    }
    if (pipe2(ends, O_CLOEXEC | (flags & O_NONBLOCK)) != 0) {
        return -1;
    }
    handles[handle_count].descriptor = ends[0];
    handles[handle_count++].signal = ends[1];
    return ends[0];
}

// The place of a handle; -1 if the descriptor is none.
static int find(int descriptor) {
    int index = handle_count - 1;
    while (index >= 0 && handles[index].descriptor != descriptor) {
        index--;
    }
    return index;
}

int device_owns(int descriptor) { return find(descriptor) >= 0; }

void device_forget(int descriptor) {
    int index = find(descriptor);
    if (index >= 0) {
        int signal = handles[index].signal;
        capture_stop(descriptor);
        handles[index] = handles[--handle_count];
        close(signal);
    }
}

void *device_map(off_t offset) {
    void *memory = capture_memory((uint32_t)(offset / capture_buffer_bytes()));
    if (!memory) {
        errno = EINVAL;
        return MAP_FAILED;
    }
    return memory;
}

int device_has_memory(const void *memory) { return capture_owns_memory(memory); }

// MARK: what the driver says of the camera

static int describe_camera(struct v4l2_capability *answer) {
    *answer = (struct v4l2_capability){
        .driver = "uvcvideo", .card = "Played camera", .bus_info = "usb-played-1", .version = 0x060100};
    answer->device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
    answer->capabilities = answer->device_caps | V4L2_CAP_DEVICE_CAPS;
    return 0;
}

static int describe_input(struct v4l2_input *answer) {
    if (answer->index != 0) {
        return refuse(EINVAL);
    }
    *answer = (struct v4l2_input){.name = "Camera 1", .type = V4L2_INPUT_TYPE_CAMERA};
    return 0;
}

static int describe_format(struct v4l2_fmtdesc *answer) {
    if (answer->index != 0 || answer->type != V4L2_BUF_TYPE_VIDEO_CAPTURE) {
        return refuse(EINVAL);
    }
    answer->pixelformat = shape->four_cc;
    answer->flags = shape->four_cc == V4L2_PIX_FMT_MJPEG ? V4L2_FMT_FLAG_COMPRESSED : 0;
    return 0;
}

static int describe_size(struct v4l2_frmsizeenum *answer) {
    if (answer->index != 0 || answer->pixel_format != shape->four_cc) {
        return refuse(EINVAL);
    }
    answer->type = V4L2_FRMSIZE_TYPE_DISCRETE;
    answer->discrete.width = shape->width;
    answer->discrete.height = shape->height;
    return 0;
}

static int describe_interval(struct v4l2_frmivalenum *answer) {
    if (answer->index != 0 || answer->pixel_format != shape->four_cc || answer->width != shape->width ||
        answer->height != shape->height) {
        return refuse(EINVAL);
    }
    answer->type = V4L2_FRMIVAL_TYPE_DISCRETE;
    answer->discrete = (struct v4l2_fract){.numerator = 1, .denominator = shape->rate};
    return 0;
}

// Whatever is asked for, the camera has one format and one rate, and says so.
static int tell_format(struct v4l2_format *answer) {
    if (answer->type != V4L2_BUF_TYPE_VIDEO_CAPTURE) {
        return refuse(EINVAL);
    }
    answer->fmt.pix = (struct v4l2_pix_format){
        .width = shape->width,
        .height = shape->height,
        .pixelformat = shape->four_cc,
        .field = V4L2_FIELD_NONE,
        .bytesperline = shape->four_cc == V4L2_PIX_FMT_YUYV ? shape->width * 2 : 0,
        .sizeimage = shape->frame_capacity,
        .colorspace = V4L2_COLORSPACE_SRGB,
    };
    return 0;
}

static int tell_rate(struct v4l2_streamparm *answer) {
    if (answer->type != V4L2_BUF_TYPE_VIDEO_CAPTURE) {
        return refuse(EINVAL);
    }
    answer->parm.capture = (struct v4l2_captureparm){
        .capability = V4L2_CAP_TIMEPERFRAME, .timeperframe = {.numerator = 1, .denominator = shape->rate}};
    return 0;
}

int device_request(int descriptor, unsigned long request, void *argument) {
    // A program may hand the number on as an int, whose highest bit then is repeated.
    switch ((uint32_t)request) {
    case VIDIOC_QUERYCAP: return describe_camera(argument);
    case VIDIOC_ENUMINPUT: return describe_input(argument);
    case VIDIOC_G_INPUT: *(int *)argument = 0; return 0;
    case VIDIOC_S_INPUT: return *(int *)argument == 0 ? 0 : refuse(EINVAL);
    case VIDIOC_ENUM_FMT: return describe_format(argument);
    case VIDIOC_ENUM_FRAMESIZES: return describe_size(argument);
    case VIDIOC_ENUM_FRAMEINTERVALS: return describe_interval(argument);
    case VIDIOC_G_FMT:
    case VIDIOC_S_FMT:
    case VIDIOC_TRY_FMT: return tell_format(argument);
    case VIDIOC_G_PARM:
    case VIDIOC_S_PARM: return tell_rate(argument);
    case VIDIOC_REQBUFS: return capture_request_buffers(argument, shape->frame_capacity);
    case VIDIOC_QUERYBUF: return capture_describe_buffer(argument);
    case VIDIOC_QBUF: return capture_queue(argument);
    case VIDIOC_DQBUF: return capture_dequeue(descriptor, argument);
    case VIDIOC_STREAMON: return capture_start(descriptor, handles[find(descriptor)].signal, shape->rate);
    case VIDIOC_STREAMOFF: return capture_stop(descriptor);
    default: return refuse(ENOTTY); // as a driver refuses what it does not know
    }
}
