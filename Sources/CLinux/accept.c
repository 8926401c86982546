#ifndef _GNU_SOURCE
#define _GNU_SOURCE // accept4
#endif
#include "CLinux.h"

int linux_accept(int descriptor, void *address, socklen_t *length, int flags) {
    return accept4(descriptor, (struct sockaddr *)address, length, flags);
}
