/* Counts the calls of malloc and its kin in a program that it is preloaded into (ld.so(8), LD_PRELOAD).
 *
 * MARTLET_ALLOCATIONS names the file that holds the counts, mapped and shared, so that they can be read while the
 * program runs: a line of eight 64-bit numbers for each thread, in the order of its first call; the thread's number,
 * then its calls of malloc, calloc, realloc, free, posix_memalign, aligned_alloc and memalign (valloc and pvalloc too).
 * Without the variable nothing is counted. What is asked for is done by the C library, which does not call its own
 * functions by these other names of theirs.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void *__libc_valloc(size_t size);
void *__libc_pvalloc(size_t size);
void __libc_free(void *memory);

enum call { MALLOC, CALLOC, REALLOC, FREE, POSIX_MEMALIGN, ALIGNED_ALLOC, MEMALIGN, CALLS };
enum { THREADS = 32 };

struct counts {
    uint64_t thread;
    uint64_t calls[CALLS];
};

/* Calls before there is a file, and all of them without one, are counted here and never read. */
static struct counts unread[THREADS];
static struct counts *table = unread;
static unsigned threads;
/* The place in the table, counted from one. Its memory is there from the start: it is found without malloc. */
static __thread unsigned place __attribute__((tls_model("initial-exec")));

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("MARTLET_ALLOCATIONS");
    int file = path ? open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    if (file < 0)
        return;
    if (ftruncate(file, sizeof unread) == 0) {
        void *shared = mmap(NULL, sizeof unread, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        if (shared != MAP_FAILED)
            table = shared;
    }
    close(file);
}

static void count(enum call call)
{
    /* The threads beyond the last place share it. */
    if (!place)
        place = __atomic_add_fetch(&threads, 1, __ATOMIC_RELAXED);
    struct counts *own = &table[(place < THREADS ? place : THREADS) - 1];
    if (!own->thread)
        own->thread = (uint64_t)gettid();
    __atomic_fetch_add(&own->calls[call], 1, __ATOMIC_RELAXED);
}

void *malloc(size_t size)
{
    count(MALLOC);
    return __libc_malloc(size);
}

void *calloc(size_t number, size_t size)
{
    count(CALLOC);
    return __libc_calloc(number, size);
}

void *realloc(void *memory, size_t size)
{
    count(REALLOC);
    return __libc_realloc(memory, size);
}

void free(void *memory)
{
    count(FREE);
    __libc_free(memory);
}

int posix_memalign(void **memory, size_t alignment, size_t size)
{
    count(POSIX_MEMALIGN);
    if (alignment % sizeof(void *) || !alignment || alignment & (alignment - 1))
        return EINVAL;
    void *found = __libc_memalign(alignment, size);
    if (!found)
        return ENOMEM;
    *memory = found;
    return 0;
}

void *aligned_alloc(size_t alignment, size_t size)
{
    count(ALIGNED_ALLOC);
    return __libc_memalign(alignment, size);
}

void *memalign(size_t alignment, size_t size)
{
    count(MEMALIGN);
    return __libc_memalign(alignment, size);
}

void *valloc(size_t size)
{
    count(MEMALIGN);
    return __libc_valloc(size);
}

void *pvalloc(size_t size)
{
    count(MEMALIGN);
    return __libc_pvalloc(size);
}
