// In a file of its own: the kernel's header, which has the window, and libc's netinet/tcp.h declare the same names.
#include <linux/tcp.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>

#include "transport.h"

int linux_tcp_info(int descriptor, struct linux_tcp_info *answer) {
    struct tcp_info info;
    memset(&info, 0, sizeof info);
    socklen_t length = sizeof info;
    if (getsockopt(descriptor, 6 /* IPPROTO_TCP */, TCP_INFO, &info, &length) < 0) {
        return -1;
    }
    answer->has_window = length >= offsetof(struct tcp_info, tcpi_snd_wnd) + sizeof info.tcpi_snd_wnd;
    answer->window = info.tcpi_snd_wnd;
    answer->unsent = info.tcpi_notsent_bytes;
    answer->sent = info.tcpi_bytes_sent - info.tcpi_bytes_retrans;
    answer->acknowledged = info.tcpi_bytes_acked;
    answer->least_round_trip = info.tcpi_min_rtt;
    return 0;
}
