#include "failure.h"

#include "CJPEG.h"

void failure_return(j_common_ptr codec, int result) {
    struct failure *failure = (struct failure *)codec->err;
    failure->result = result;
    longjmp(failure->place, 1);
}

static void fail(j_common_ptr codec) { failure_return(codec, CJPEG_FAILED); }

// A level below zero is a warning, the others are traces.
static void forgive(j_common_ptr codec, int level) {
    if (level < 0) {
        codec->err->num_warnings++;
    }
}

static void refuse(j_common_ptr codec, int level) {
    if (level < 0) {
        failure_return(codec, CJPEG_WARNED);
    }
}

static void say_nothing(j_common_ptr codec) { (void)codec; }

struct jpeg_error_mgr *failure_prepare(struct failure *failure, int strict) {
    jpeg_std_error(&failure->manager);
    failure->manager.error_exit = fail;
    failure->manager.emit_message = strict ? refuse : forgive;
    failure->manager.output_message = say_nothing;
    failure->result = CJPEG_FAILED;
    return &failure->manager;
}
