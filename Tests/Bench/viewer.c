#define _GNU_SOURCE
#include "viewer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    small_receive_bytes = 64 * 1024,
    naive_read_bytes = 64 * 1024,
    whole_picture_bytes = 8 * 1024 * 1024,
    stamp_bytes = 256,
    slow_turn_ns = 10 * 1000 * 1000,
    reads_per_turn = 8, // so that no viewer keeps the others waiting
};

// One for all: it stays in the processor's cache, so that the viewers cost the machine little.
static uint8_t scratch[256 * 1024];

static void close_viewer(struct viewer *viewer) {
    if (viewer->socket >= 0) {
        close(viewer->socket);
    }
    viewer->socket = -1;
    viewer->is_closed = 1;
}

void viewer_connect(struct viewer *viewer, const struct viewing *viewing) {
    viewer->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    // Only what is encoded anew has to be decoded, and so kept whole.
    size_t kept = viewing->age_source == AGE_BLOCKS ? whole_picture_bytes : stamp_bytes;
    if (viewer->socket < 0 || !part_reader_prepare(&viewer->reader, kept)) {
        perror("viewers");
        exit(1);
    }
    if (viewer->kind == VIEWER_SLOW || viewer->kind == VIEWER_STUCK) {
        setsockopt(viewer->socket, SOL_SOCKET, SO_RCVBUF, &(int){small_receive_bytes}, sizeof(int));
    }
    char request[1024];
    int count = snprintf(
        request, sizeof request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nUser-Agent: bench\r\n\r\n", viewing->target,
        (unsigned)ntohs(viewing->address.sin_port)
    );
    if (connect(viewer->socket, (const struct sockaddr *)&viewing->address, sizeof viewing->address) != 0 ||
        write(viewer->socket, request, (size_t)count) != count) {
        close_viewer(viewer);
    }
    viewer->budget_from_ns = now_ns();
}

// How many bytes it may read now; 0 with the time set at which there will be some.
static size_t allowance(struct viewer *viewer, const struct viewing *viewing) {
    uint64_t now = now_ns();
    switch (viewer->kind) {
    case VIEWER_SLOW: {
        double due = (double)(now - viewer->budget_from_ns) / 1e9 * viewing->slow_bytes_per_second;
        viewer->budget_from_ns = now;
        viewer->resume_at_ns = now + slow_turn_ns;
        return due < (double)sizeof scratch ? (size_t)due : sizeof scratch;
    }
    case VIEWER_STUCK:
        if (viewer->read_bytes >= viewing->stuck_after_bytes) {
            viewer->resume_at_ns = UINT64_MAX;
            return 0;
        }
        return (size_t)(viewing->stuck_after_bytes - viewer->read_bytes);
    case VIEWER_NAIVE: return naive_read_bytes;
    default: return sizeof scratch;
    }
}

static void digest(struct viewer *viewer, const struct viewing *viewing, size_t count) {
    const uint8_t *bytes = scratch;
    while (count > 0) {
        const struct part *part;
        size_t taken = part_reader_take(&viewer->reader, bytes, count, &part);
        bytes += taken;
        count -= taken;
        if (part) {
            tally_add(&viewer->tally, part, viewing->age_source);
            if (viewer->kind == VIEWER_NAIVE) {
                viewer->resume_at_ns = now_ns() + (uint64_t)(viewing->naive_work_seconds * 1e9);
            }
        }
    }
}

void viewer_read(struct viewer *viewer, const struct viewing *viewing) {
    viewer->resume_at_ns = 0;
    for (int turn = 0; turn < reads_per_turn && viewer->resume_at_ns == 0; turn++) {
        size_t most = allowance(viewer, viewing);
        most = most < sizeof scratch ? most : sizeof scratch;
        if (most == 0) {
            return;
        }
        ssize_t count = recv(viewer->socket, scratch, most, MSG_DONTWAIT);
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) {
            return;
        }
        if (count <= 0) {
            close_viewer(viewer);
            return;
        }
        viewer->read_bytes += (uint64_t)count;
        digest(viewer, viewing, (size_t)count);
        if ((size_t)count < most) {
            return;
        }
    }
}
