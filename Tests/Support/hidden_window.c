// Hides from a program how its connections are doing (ld.so(8), LD_PRELOAD): getsockopt(2) refuses TCP_INFO, as for a
// connection that is no TCP. All else is done by the C library.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <sys/socket.h>

typedef int asker(int descriptor, int level, int name, void *value, socklen_t *length);

int getsockopt(int descriptor, int level, int name, void *value, socklen_t *length) {
    if (level == IPPROTO_TCP && name == TCP_INFO) {
        errno = ENOPROTOOPT;
        return -1;
    }
    asker *next = (asker *)dlsym(RTLD_NEXT, "getsockopt");
    if (!next) {
        errno = ENOSYS;
        return -1;
    }
    return next(descriptor, level, name, value, length);
}
