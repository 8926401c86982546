// How libjpeg's failures come back: its default handler exits the process, this one returns to the function that
// set the jump, which lies in the same C file.
#ifndef MARTLET_CJPEG_FAILURE_H
#define MARTLET_CJPEG_FAILURE_H

#include <setjmp.h>
#include <stdio.h>

#include <jpeglib.h>

struct failure {
    struct jpeg_error_mgr manager; // first, so that libjpeg's pointer to it is a pointer to this
    jmp_buf place;
    int result;
};

// Prepares `failure` for one jpeg object; `strict` makes a warning a failure.
struct jpeg_error_mgr *failure_prepare(struct failure *failure, int strict);

// Ends the running call with `result`.
_Noreturn void failure_return(j_common_ptr codec, int result);

#endif
