// Viewers that take a little of the stream and never read again.
//
//     stuck_viewers ADDRESS PORT COUNT PAUSE BYTES SECONDS
//
// They come PAUSE milliseconds apart, and each, a process of its own, reads BYTES bytes as soon as it gets them. All end
// so many seconds after the last has come.
// Which of them the server has closed meanwhile they cannot tell: that would come after what they have not read.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

static int connect_to(const char *address, const char *port) {
    static const char request[] = "GET /stream HTTP/1.1\r\nHost: lab\r\n\r\n";
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    if (descriptor < 0 || inet_pton(AF_INET, address, &place.sin_addr) != 1 ||
        connect(descriptor, (const struct sockaddr *)&place, sizeof place) != 0 ||
        send(descriptor, request, sizeof request - 1, 0) != sizeof request - 1) {
        perror("stuck_viewers");
        exit(1);
    }
    return descriptor;
}

static void take(int descriptor, int bytes) {
    char taken[4096];
    while (bytes > 0) {
        ssize_t count = recv(descriptor, taken, bytes < (int)sizeof taken ? (size_t)bytes : sizeof taken, 0);
        if (count <= 0) {
            return; // its place was given to another before it had all
        }
        bytes -= (int)count;
    }
}

int main(int count, char **words) {
    int viewers = count == 7 ? atoi(words[3]) : 0;
    if (viewers < 1) {
        fprintf(stderr, "stuck_viewers: takes ADDRESS PORT COUNT PAUSE BYTES SECONDS\n");
        return 1;
    }
    for (int index = 0; index < viewers; index++) {
        if (fork() == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            take(connect_to(words[1], words[2]), atoi(words[5]));
            for (;;) {
                pause();
            }
        }
        usleep((useconds_t)atoi(words[4]) * 1000);
    }
    sleep((unsigned)atoi(words[6]));
    return 0;
}
