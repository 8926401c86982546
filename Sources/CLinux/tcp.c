// linux/tcp.h has the fields that glibc's netinet/tcp.h lacks, and the two cannot be included together.
#include <linux/tcp.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

int linux_tcp_window(int descriptor, uint32_t *window, uint32_t *unsent);

int linux_tcp_window(int descriptor, uint32_t *window, uint32_t *unsent) {
    struct tcp_info information = {0};
    socklen_t length = sizeof information;
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &information, &length) != 0) {
        return -1;
    }
    int known = length >= offsetof(struct tcp_info, tcpi_snd_wnd) + sizeof information.tcpi_snd_wnd;
    *window = known ? information.tcpi_snd_wnd : UINT32_MAX;
    *unsent = information.tcpi_notsent_bytes;
    return 0;
}
