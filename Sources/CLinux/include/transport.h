// What of TCP_INFO (tcp(7)) tells how far a peer is behind.
#ifndef MARTLET_TRANSPORT_H
#define MARTLET_TRANSPORT_H

#include <stdint.h>

struct linux_tcp_info {
    int has_window;            // whether the kernel tells the window (Linux 5.4 and newer)
    uint32_t window;           // bytes that the peer's kernel has room for, as it last said
    uint32_t unsent;           // bytes that our kernel has not sent yet
    uint64_t sent;             // bytes sent, each counted once
    uint64_t acknowledged;     // bytes that the peer's kernel has
    uint32_t least_round_trip; // microseconds; all bits set before the first measurement
};

// ENOPROTOOPT or EOPNOTSUPP: the connection is no TCP.
int linux_tcp_info(int descriptor, struct linux_tcp_info *answer);

#endif
