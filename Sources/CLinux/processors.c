#ifndef _GNU_SOURCE
#define _GNU_SOURCE // sched_getaffinity, pthread_attr_setaffinity_np
#endif
#include <sched.h>

#include "CLinux.h"

int linux_usable_processors(void) {
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) < 0 ? -1 : CPU_COUNT(&set);
}

int linux_keep_on_processor(pthread_attr_t *attributes, int place) {
    cpu_set_t usable, one;
    if (sched_getaffinity(0, sizeof usable, &usable) < 0) {
        return errno;
    }
    for (int processor = CPU_SETSIZE - 1; processor >= 0; processor--) {
        if (CPU_ISSET(processor, &usable) && place-- == 0) {
            CPU_ZERO(&one);
            CPU_SET(processor, &one);
            return pthread_attr_setaffinity_np(attributes, sizeof one, &one);
        }
    }
    return EINVAL;
}
