// The yardstick, the least that a program can do to give a camera's JPEGs to viewers:
// floor DEVICE WIDTHxHEIGHT RATE PORT
//
// One thread waits in poll(2). Each viewer is sent the newest frame as soon as it has taken the one before, straight
// from the capture buffer. Nothing is parsed, checked, bounded or recovered from: what a real server spends above this
// is what it does for its user.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

// Eight buffers, so that a handful of viewers may each be stuck in another frame while the camera goes on.
enum { buffer_count = 8, most_viewers = 128, unsent_bytes = 16 * 1024, none = -1 };

static const char opening[] =
    "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace;boundary=frame\r\n\r\n--frame\r\n";
static const char delimiter[] = "\r\n--frame\r\n";

static struct {
    uint8_t *memory;
    uint32_t frame_bytes;
    int holders; // viewers that are being sent it, and one more while it is the newest
    char head[128];
    size_t head_bytes;
} buffers[buffer_count];

static struct viewer {
    int socket, buffer, is_blocked;
    size_t sent_bytes;
    unsigned last_number;
} viewers[most_viewers];

static int camera, newest = none, viewer_count;
static unsigned newest_number;

static void require(int is_fine, const char *what) {
    if (!is_fine) {
        perror(what);
        exit(1);
    }
}

static struct v4l2_buffer capture_buffer(int index) {
    return (struct v4l2_buffer){
        .index = (uint32_t)index, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
}

static void release(int index) {
    if (index != none && --buffers[index].holders == 0) {
        struct v4l2_buffer buffer = capture_buffer(index);
        require(ioctl(camera, VIDIOC_QBUF, &buffer) == 0, "floor: VIDIOC_QBUF");
    }
}

static void open_camera(const char *path, uint32_t width, uint32_t height, uint32_t rate) {
    camera = open(path, O_RDWR | O_NONBLOCK);
    require(camera >= 0, path);
    struct v4l2_format format = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    format.fmt.pix = (struct v4l2_pix_format){
        .width = width, .height = height, .pixelformat = V4L2_PIX_FMT_MJPEG, .field = V4L2_FIELD_NONE};
    require(ioctl(camera, VIDIOC_S_FMT, &format) == 0, "floor: VIDIOC_S_FMT");
    struct v4l2_streamparm parameters = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    parameters.parm.capture.timeperframe = (struct v4l2_fract){.numerator = 1, .denominator = rate};
    ioctl(camera, VIDIOC_S_PARM, &parameters); // a camera of one rate need not know the call
    struct v4l2_requestbuffers request = {
        .count = buffer_count, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
    require(ioctl(camera, VIDIOC_REQBUFS, &request) == 0 && request.count == buffer_count, "floor: VIDIOC_REQBUFS");
    for (int index = 0; index < buffer_count; index++) {
        struct v4l2_buffer buffer = capture_buffer(index);
        require(ioctl(camera, VIDIOC_QUERYBUF, &buffer) == 0, "floor: VIDIOC_QUERYBUF");
        void *memory = mmap(NULL, buffer.length, PROT_READ | PROT_WRITE, MAP_SHARED, camera, buffer.m.offset);
        require(memory != MAP_FAILED, "floor: mmap");
        buffers[index].memory = memory;
        buffers[index].holders = 1;
        release(index);
    }
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    require(ioctl(camera, VIDIOC_STREAMON, &type) == 0, "floor: VIDIOC_STREAMON");
}

static int open_listener(uint16_t port) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
    require(bind(listener, (struct sockaddr *)&address, sizeof address) == 0, "floor: bind");
    require(listen(listener, most_viewers) == 0, "floor: listen");
    return listener;
}

static void close_viewer(struct viewer *viewer) {
    close(viewer->socket);
    release(viewer->buffer);
    *viewer = viewers[--viewer_count];
}

// Sends until the socket takes no more or the viewer has the newest frame.
static void send_frames(struct viewer *viewer) {
    for (;;) {
        if (viewer->buffer == none) {
            viewer->is_blocked = 0;
            if (newest == none || viewer->last_number == newest_number) {
                return;
            }
            viewer->buffer = newest;
            viewer->last_number = newest_number;
            viewer->sent_bytes = 0;
            buffers[newest].holders++;
        }
        struct iovec pieces[3] = {
            {buffers[viewer->buffer].head, buffers[viewer->buffer].head_bytes},
            {buffers[viewer->buffer].memory, buffers[viewer->buffer].frame_bytes},
            {(void *)delimiter, sizeof delimiter - 1},
        };
        size_t skipped = viewer->sent_bytes, left = 0;
        for (int index = 0; index < 3; index++) {
            size_t gone = skipped < pieces[index].iov_len ? skipped : pieces[index].iov_len;
            pieces[index].iov_base = (uint8_t *)pieces[index].iov_base + gone;
            left += pieces[index].iov_len -= gone;
            skipped -= gone;
        }
        struct msghdr message = {.msg_iov = pieces, .msg_iovlen = 3};
        ssize_t taken = sendmsg(viewer->socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (taken < 0) {
            viewer->is_blocked = errno == EAGAIN;
            if (!viewer->is_blocked) {
                close_viewer(viewer);
            }
            return;
        }
        viewer->sent_bytes += (size_t)taken;
        if ((size_t)taken == left) {
            release(viewer->buffer);
            viewer->buffer = none;
        }
    }
}

static void take_frame(void) {
    struct v4l2_buffer buffer = capture_buffer(0);
    if (ioctl(camera, VIDIOC_DQBUF, &buffer) != 0) {
        require(errno == EAGAIN, "floor: VIDIOC_DQBUF");
        return;
    }
    struct timespec monotonic, real;
    clock_gettime(CLOCK_MONOTONIC, &monotonic);
    clock_gettime(CLOCK_REALTIME, &real);
    double offset = (double)(real.tv_sec - monotonic.tv_sec) + (double)(real.tv_nsec - monotonic.tv_nsec) / 1e9;
    double captured = (double)buffer.timestamp.tv_sec + (double)buffer.timestamp.tv_usec / 1e6;
    release(newest);
    newest = (int)buffer.index;
    newest_number++;
    buffers[newest].holders = 1;
    buffers[newest].frame_bytes = buffer.bytesused;
    buffers[newest].head_bytes = (size_t)snprintf(
        buffers[newest].head, sizeof buffers[newest].head,
        "Content-Type: image/jpeg\r\nContent-Length: %u\r\nX-Timestamp: %.6f\r\n\r\n", buffer.bytesused,
        captured + offset
    );
    for (int index = viewer_count - 1; index >= 0; index--) {
        if (viewers[index].buffer == none) {
            send_frames(&viewers[index]);
        }
    }
}

static void greet(int listener) {
    int viewer = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (viewer < 0) {
        return;
    }
    if (viewer_count == most_viewers || write(viewer, opening, sizeof opening - 1) < 0) {
        close(viewer);
        return;
    }
    setsockopt(viewer, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    setsockopt(viewer, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &(int){unsent_bytes}, sizeof(int));
    viewers[viewer_count++] = (struct viewer){.socket = viewer, .buffer = none, .last_number = newest_number};
}

int main(int argc, char **argv) {
    uint32_t width, height;
    if (argc != 5 || sscanf(argv[2], "%ux%u", &width, &height) != 2) {
        fprintf(stderr, "usage: floor DEVICE WIDTHxHEIGHT RATE PORT\n");
        return 2;
    }
    open_camera(argv[1], width, height, (uint32_t)atoi(argv[3]));
    int listener = open_listener((uint16_t)atoi(argv[4]));
    for (;;) {
        struct pollfd entries[2 + most_viewers] = {{camera, POLLIN, 0}, {listener, POLLIN, 0}};
        int count = viewer_count;
        for (int index = 0; index < count; index++) {
            entries[2 + index] = (struct pollfd){viewers[index].socket, viewers[index].is_blocked ? POLLOUT : 0, 0};
        }
        poll(entries, 2 + (nfds_t)count, -1);
        // From the last: a viewer that leaves is replaced by one that has been seen to, or is new.
        for (int index = count - 1; index >= 0; index--) {
            if (entries[2 + index].revents & (POLLERR | POLLHUP)) {
                close_viewer(&viewers[index]);
            } else if (entries[2 + index].revents) {
                send_frames(&viewers[index]);
            }
        }
        if (entries[0].revents) {
            take_frame();
        }
        if (entries[1].revents) {
            greet(listener);
        }
    }
}
