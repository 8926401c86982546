// Reads a stream inside the guest, where no emulated network stands between it and the server, and tells of each
// picture when its last byte is read.
//
//     viewer ADDRESS PORT PATH SECONDS WORK
//
// After each picture it works for so many milliseconds, and reads nothing meanwhile. Standard output, a line a picture:
// `SEQUENCE AGE BYTES`, the age in milliseconds from X-Timestamp to this machine's clock. It ends after so many seconds
// with status 0, and with status 1 and a line on standard error when the stream ends before.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { line_bytes = 1024, most_picture_bytes = 4 * 1024 * 1024 };

static char picture[most_picture_bytes];

struct head {
    double captured_seconds; // since 1970
    unsigned long length, sequence;
};

static void fail(const char *what) {
    fprintf(stderr, "viewer: %s\n", what);
    exit(1);
}

// Lines are written whole: none is cut here.
static void end(int signal) {
    (void)signal;
    _exit(0);
}

static FILE *ask(const char *address, const char *port, const char *path) {
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    if (descriptor < 0 || inet_pton(AF_INET, address, &place.sin_addr) != 1 ||
        connect(descriptor, (const struct sockaddr *)&place, sizeof place) != 0) {
        fail("no connection");
    }
    if (dprintf(descriptor, "GET %s HTTP/1.1\r\nHost: lab\r\n\r\n", path) < 0) {
        fail("the request cannot be sent");
    }
    return fdopen(descriptor, "r");
}

// Reads lines up to an empty one that follows others.
static struct head read_head(FILE *stream) {
    struct head head = {0};
    char line[line_bytes];
    int is_inside = 0;
    while (fgets(line, sizeof line, stream)) {
        int is_empty = strcmp(line, "\r\n") == 0;
        if (is_empty && is_inside) {
            return head;
        }
        is_inside = is_inside || !is_empty;
        sscanf(line, "Content-Length: %lu", &head.length);
        sscanf(line, "X-Timestamp: %lf", &head.captured_seconds);
        sscanf(line, "X-Sequence: %lu", &head.sequence);
    }
    fail("the stream has ended");
    return head;
}

static double now_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int count, char **words) {
    if (count != 6) {
        fail("takes ADDRESS PORT PATH SECONDS WORK");
    }
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    signal(SIGALRM, end);
    alarm((unsigned)atoi(words[4]));
    long work = atol(words[5]);
    FILE *stream = ask(words[1], words[2], words[3]);
    read_head(stream);
    for (;;) {
        struct head head = read_head(stream);
        if (head.length == 0 || head.length > sizeof picture || head.captured_seconds == 0) {
            fail("a part without a length or a time");
        }
        if (fread(picture, 1, head.length, stream) != head.length) {
            fail("the stream has ended inside a picture");
        }
        printf("%lu %.1f %lu\n", head.sequence, (now_seconds() - head.captured_seconds) * 1000, head.length);
        struct timespec pause = {work / 1000, work % 1000 * 1000000};
        if (work > 0) {
            nanosleep(&pause, NULL);
        }
    }
}
