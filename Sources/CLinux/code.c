#ifndef _GNU_SOURCE
#define _GNU_SOURCE // dl_iterate_phdr
#endif
#include <link.h>
#include <sys/mman.h>

#include "CLinux.h"

static int release(struct dl_phdr_info *object, size_t size, void *unused) {
    (void)size, (void)unused;
    for (int index = 0; index < object->dlpi_phnum; index++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[index];
        // What was ever writable may hold what the file does not: relocations.
        if (segment->p_type != PT_LOAD || segment->p_flags & PF_W) {
            continue;
        }
        uintptr_t page = (uintptr_t)getpagesize(), start = object->dlpi_addr + segment->p_vaddr;
        uintptr_t first = start / page * page, end = start + segment->p_memsz;
        // Fails where there is no file behind it (the kernel's own page of code): then nothing is let go.
        (void)madvise((void *)first, end - first, MADV_DONTNEED);
    }
    return 0;
}

void linux_release_code(void) { dl_iterate_phdr(release, NULL); }
