#include "CLinux.h"

#include <libv4l-plugin.h>

static void *begin(int camera) {
    (void)camera;
    return NULL;
}
static void end(void *nothing) { (void)nothing; }
static int control(void *nothing, int camera, unsigned long request, void *argument) {
    (void)nothing;
    return ioctl(camera, request, argument);
}
static ssize_t take(void *nothing, int camera, void *buffer, size_t count) {
    (void)nothing;
    return read(camera, buffer, count);
}
static ssize_t give(void *nothing, int camera, const void *buffer, size_t count) {
    (void)nothing;
    return write(camera, buffer, count);
}

struct v4lconvert_data *linux_converter_create(int camera) {
    static const struct libv4l_dev_ops operations = {
        .init = begin, .close = end, .ioctl = control, .read = take, .write = give
    };
    return v4lconvert_create_with_dev_ops(camera, NULL, &operations);
}
