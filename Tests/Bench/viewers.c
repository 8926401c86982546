// Watches a stream with many viewers at once and prints what each kind of them saw, as JSON:
//
//   viewers PORT TARGET [--fast N] [--slow N] [--stuck N] [--naive N] [--seconds S] [--age comment|blocks|head]
//           [--slow-bytes-per-second N] [--stuck-after-bytes N] [--naive-work-seconds S] [--spacing-ms N]
//
// Each connects --spacing-ms after the one before. The age of a picture is counted to its last byte, from the time
// that it tells itself: in its comment, drawn into it, or in its part's head.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "viewer.h"

enum { most_viewers = 128 };

static const char *const kind_names[viewer_kind_count] = {"fast", "slow", "stuck", "naive"};
static struct viewer viewers[most_viewers];
static size_t viewer_count;

static void require(int is_fine, const char *what) {
    if (!is_fine) {
        fprintf(stderr, "viewers: %s\n", what);
        exit(2);
    }
}

static enum age_source age_source(const char *word) {
    static const char *const words[] = {"comment", "blocks", "head"};
    for (int source = AGE_COMMENT; source <= AGE_HEAD; source++) {
        if (strcmp(word, words[source]) == 0) {
            return (enum age_source)source;
        }
    }
    require(0, "--age takes comment, blocks or head");
    return AGE_COMMENT;
}

static void add_viewers(enum viewer_kind kind, int count) {
    require(count >= 0 && viewer_count + (size_t)count <= most_viewers, "there may be 128 viewers in all");
    while (count-- > 0) {
        viewers[viewer_count++] = (struct viewer){.kind = kind, .socket = -1};
    }
}

// Returns for how many seconds to watch.
static double read_arguments(int argc, char **argv, struct viewing *viewing) {
    double seconds = 8, spacing_ms = 0;
    require(argc >= 3 && argc % 2 == 1, "takes PORT TARGET and options with a value each");
    viewing->address.sin_family = AF_INET;
    viewing->address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    viewing->address.sin_port = htons((uint16_t)atoi(argv[1]));
    viewing->target = argv[2];
    for (int index = 3; index < argc; index += 2) {
        const char *name = argv[index], *value = argv[index + 1];
        int kind = 0;
        while (kind < viewer_kind_count && (strncmp(name, "--", 2) != 0 || strcmp(name + 2, kind_names[kind]) != 0)) {
            kind++;
        }
        if (kind < viewer_kind_count) {
            add_viewers((enum viewer_kind)kind, atoi(value));
        } else if (strcmp(name, "--seconds") == 0) {
            seconds = atof(value);
        } else if (strcmp(name, "--age") == 0) {
            viewing->age_source = age_source(value);
        } else if (strcmp(name, "--slow-bytes-per-second") == 0) {
            viewing->slow_bytes_per_second = atof(value);
        } else if (strcmp(name, "--stuck-after-bytes") == 0) {
            viewing->stuck_after_bytes = strtoul(value, NULL, 10);
        } else if (strcmp(name, "--naive-work-seconds") == 0) {
            viewing->naive_work_seconds = atof(value);
        } else if (strcmp(name, "--spacing-ms") == 0) {
            spacing_ms = atof(value);
        } else {
            require(0, "takes no such option; the first lines of viewers.c list them");
        }
    }
    uint64_t start = now_ns();
    for (size_t index = 0; index < viewer_count; index++) {
        viewers[index].connect_at_ns = start + (uint64_t)((double)index * spacing_ms * 1e6);
    }
    return seconds;
}

// Whether the kernel is to tell when there is something to read, rather than a time to come.
static int is_waiting(const struct viewer *viewer) { return viewer->socket >= 0 && viewer->resume_at_ns == 0; }

static void watch_socket(int poller, struct viewer *viewer, int operation) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = viewer};
    if (epoll_ctl(poller, operation, viewer->socket, &event) != 0) {
        perror("viewers: epoll_ctl");
        exit(1);
    }
}

static void read_viewer(int poller, struct viewer *viewer, const struct viewing *viewing) {
    int was_waiting = is_waiting(viewer);
    viewer_read(viewer, viewing);
    if (viewer->socket >= 0 && was_waiting != is_waiting(viewer)) {
        watch_socket(poller, viewer, was_waiting ? EPOLL_CTL_DEL : EPOLL_CTL_ADD);
    }
}

// Does what the clock asks for; returns the next time at which it does.
static uint64_t serve_clock(int poller, const struct viewing *viewing, uint64_t end_ns) {
    uint64_t next_ns = end_ns, now = now_ns();
    for (size_t index = 0; index < viewer_count; index++) {
        struct viewer *viewer = &viewers[index];
        if (viewer->socket < 0 && !viewer->is_closed && viewer->connect_at_ns <= now) {
            viewer_connect(viewer, viewing);
            if (viewer->socket >= 0) {
                watch_socket(poller, viewer, EPOLL_CTL_ADD);
            }
        } else if (viewer->socket >= 0 && viewer->resume_at_ns > 0 && viewer->resume_at_ns <= now) {
            read_viewer(poller, viewer, viewing);
        }
        uint64_t due = viewer->socket < 0 ? viewer->connect_at_ns : viewer->resume_at_ns;
        next_ns = !viewer->is_closed && due > 0 && due < next_ns ? due : next_ns;
    }
    return next_ns;
}

static uint64_t watch(const struct viewing *viewing, double seconds) {
    int poller = epoll_create1(EPOLL_CLOEXEC);
    uint64_t end_ns = now_ns() + (uint64_t)(seconds * 1e9);
    for (uint64_t now = 0; now < end_ns; now = now_ns()) {
        struct epoll_event events[most_viewers];
        uint64_t next_ns = serve_clock(poller, viewing, end_ns);
        now = now_ns();
        int wait_ms = next_ns > now ? (int)((next_ns - now) / 1000000 + 1) : 0;
        int count = epoll_wait(poller, events, most_viewers, wait_ms);
        for (int index = 0; index < count; index++) {
            read_viewer(poller, events[index].data.ptr, viewing);
        }
    }
    close(poller);
    return end_ns;
}

static void print_kind(enum viewer_kind kind, uint64_t end_ns) {
    const struct tally *tallies[most_viewers];
    uint64_t frames = 0, bad = 0, gaps = 0;
    size_t count = 0, closed = 0;
    double lowest_rate = -1;
    for (size_t index = 0; index < viewer_count; index++) {
        if (viewers[index].kind == kind) {
            const struct tally *tally = tallies[count++] = &viewers[index].tally;
            double rate = tally_rate(tally, end_ns);
            lowest_rate = lowest_rate < 0 || rate < lowest_rate ? rate : lowest_rate;
            frames += tally->frames;
            bad += tally->bad + (uint64_t)viewers[index].reader.has_failed;
            gaps += tally->gaps;
            closed += viewers[index].is_closed ? 1 : 0;
        }
    }
    printf(
        "\"%s\": {\"viewers\": %zu, \"closed\": %zu, \"frames\": %lu, \"bad\": %lu, \"gaps\": %lu, "
        "\"lowest_fps\": %.3f, \"age_ms\": ",
        kind_names[kind], count, closed, (unsigned long)frames, (unsigned long)bad, (unsigned long)gaps, lowest_rate
    );
    tally_print_ages(tallies, count);
    printf("}");
}

int main(int argc, char **argv) {
    struct viewing viewing = {
        .slow_bytes_per_second = 1e6, .naive_work_seconds = 1, .stuck_after_bytes = 10 * 1024};
    double seconds = read_arguments(argc, argv, &viewing);
    uint64_t end_ns = watch(&viewing, seconds);
    const char *separator = "{";
    for (int kind = 0; kind < viewer_kind_count; kind++) {
        for (size_t index = 0; index < viewer_count; index++) {
            if ((int)viewers[index].kind == kind) {
                printf("%s", separator);
                print_kind((enum viewer_kind)kind, end_ns);
                separator = ", ";
                break;
            }
        }
    }
    printf("%s}\n", viewer_count == 0 ? "{" : "");
    return 0;
}
