// One viewer of a stream: its connection, and how it reads.
#ifndef BENCH_VIEWER_H
#define BENCH_VIEWER_H

#include <netinet/in.h>
#include <stdint.h>

#include "part_reader.h"
#include "tally.h"

enum viewer_kind {
    VIEWER_FAST,  // reads all there is, as soon as it is there
    VIEWER_SLOW,  // reads so many bytes a second, with a small receive buffer
    VIEWER_STUCK, // reads a little, then nothing more, with a small receive buffer
    VIEWER_NAIVE, // reads a picture, works for a second, reads the next from whatever its kernel has kept
    viewer_kind_count
};

// What all viewers have in common.
struct viewing {
    struct sockaddr_in address;
    const char *target;
    enum age_source age_source;
    double slow_bytes_per_second, naive_work_seconds;
    uint64_t stuck_after_bytes;
};

struct viewer {
    enum viewer_kind kind;
    int socket;              // -1: not connected
    int is_closed;           // by the server, or refused by it
    uint64_t connect_at_ns;  // when its time has come
    uint64_t resume_at_ns;   // not to be read before; UINT64_MAX: never
    uint64_t budget_from_ns; // since when a slow viewer's bytes are counted
    uint64_t read_bytes;
    struct part_reader reader;
    struct tally tally;
};

// Connects and asks for the stream; a failure closes the viewer.
void viewer_connect(struct viewer *viewer, const struct viewing *viewing);

// Reads what is there and due, and sets when it is due again.
void viewer_read(struct viewer *viewer, const struct viewing *viewing);

#endif
