// Parts of libv4lconvert that Martlet never asks for. Defined here, they keep the members of libv4lconvert.a that hold
// them out of the firmware, and with those libjpeg's decompressor and libm: 0.3 MB of file, 0.3 MB of memory. Beside
// the shared library of an ordinary build, which calls its own, they have no effect.
#include <errno.h>
#include <stddef.h>

struct v4l2_format;
struct v4lconvert_data;
struct v4lcontrol_data;
struct v4lprocessing_data;

// MARK: JPEG from a camera goes to the viewers as it is

int v4lconvert_decode_jpeg_tinyjpeg(
    struct v4lconvert_data *data, unsigned char *source, int source_size, unsigned char *target,
    struct v4l2_format *format, unsigned int pixel_format, int flags
);
int v4lconvert_decode_jpeg_libjpeg(
    struct v4lconvert_data *data, unsigned char *source, int source_size, unsigned char *target,
    struct v4l2_format *format, unsigned int pixel_format
);

int v4lconvert_decode_jpeg_tinyjpeg(
    struct v4lconvert_data *data, unsigned char *source, int source_size, unsigned char *target,
    struct v4l2_format *format, unsigned int pixel_format, int flags
) {
    (void)data, (void)source, (void)source_size, (void)target, (void)format, (void)pixel_format, (void)flags;
    errno = EOPNOTSUPP;
    return -1;
}

int v4lconvert_decode_jpeg_libjpeg(
    struct v4lconvert_data *data, unsigned char *source, int source_size, unsigned char *target,
    struct v4l2_format *format, unsigned int pixel_format
) {
    (void)data, (void)source, (void)source_size, (void)target, (void)format, (void)pixel_format;
    errno = EOPNOTSUPP;
    return -1;
}

struct tinyjpeg;
void tinyjpeg_free(struct tinyjpeg *decoder);
int tinyjpeg_set_components(struct tinyjpeg *decoder, unsigned char *const *planes, int count);

// Called for a decoder that was made, and none is.
void tinyjpeg_free(struct tinyjpeg *decoder) { (void)decoder; }

int tinyjpeg_set_components(struct tinyjpeg *decoder, unsigned char *const *planes, int count) {
    (void)decoder, (void)planes, (void)count;
    return -1;
}

#ifdef FIRMWARE
// As above. Only the firmware has no use for libjpeg's own.
struct jpeg_decompress_struct;
void jpeg_destroy_decompress(struct jpeg_decompress_struct *decoder);
void jpeg_destroy_decompress(struct jpeg_decompress_struct *decoder) { (void)decoder; }
#endif

// MARK: decoders that are not offered: `Converter.shape(of:)` says which

int v4lconvert_decode_jl2005bcd(
    struct v4lconvert_data *data, const unsigned char *source, int size, unsigned char *target, int width, int height
);
int v4lconvert_decode_mr97310a(
    struct v4lconvert_data *data, const unsigned char *source, int size, unsigned char *target, int width, int height
);
int v4lconvert_decode_jpgl(
    const unsigned char *source, int size, unsigned int format, unsigned char *target, int width, int height, int room
);
void v4lconvert_decode_spca561(const unsigned char *source, unsigned char *target, int width, int height);
void v4lconvert_decode_sn9c10x(const unsigned char *source, unsigned char *target, int width, int height);
void v4lconvert_decode_sn9c2028(const unsigned char *source, unsigned char *target, int width, int height);
void v4lconvert_decode_sq905c(const unsigned char *source, unsigned char *target, int width, int height);

int v4lconvert_decode_jl2005bcd(
    struct v4lconvert_data *data, const unsigned char *source, int size, unsigned char *target, int width, int height
) {
    (void)data, (void)source, (void)size, (void)target, (void)width, (void)height;
    errno = EOPNOTSUPP;
    return -1;
}

int v4lconvert_decode_mr97310a(
    struct v4lconvert_data *data, const unsigned char *source, int size, unsigned char *target, int width, int height
) {
    return v4lconvert_decode_jl2005bcd(data, source, size, target, width, height);
}

int v4lconvert_decode_jpgl(
    const unsigned char *source, int size, unsigned int format, unsigned char *target, int width, int height, int room
) {
    (void)format, (void)room;
    return v4lconvert_decode_jl2005bcd(NULL, source, size, target, width, height);
}

void v4lconvert_decode_spca561(const unsigned char *source, unsigned char *target, int width, int height) {
    (void)source, (void)target, (void)width, (void)height;
}

void v4lconvert_decode_sn9c10x(const unsigned char *source, unsigned char *target, int width, int height) {
    (void)source, (void)target, (void)width, (void)height;
}

void v4lconvert_decode_sn9c2028(const unsigned char *source, unsigned char *target, int width, int height) {
    (void)source, (void)target, (void)width, (void)height;
}

void v4lconvert_decode_sq905c(const unsigned char *source, unsigned char *target, int width, int height) {
    (void)source, (void)target, (void)width, (void)height;
}

// MARK: white balance, gain and gamma are the camera's own

struct v4lprocessing_data {
    char nothing;
};

struct v4lprocessing_data *v4lprocessing_create(int descriptor, struct v4lcontrol_data *control);
void v4lprocessing_destroy(struct v4lprocessing_data *data);
int v4lprocessing_pre_processing(struct v4lprocessing_data *data);
void v4lprocessing_processing(
    struct v4lprocessing_data *data, unsigned char *bytes, const struct v4l2_format *format
);

// Null would mean that there is no memory.
struct v4lprocessing_data *v4lprocessing_create(int descriptor, struct v4lcontrol_data *control) {
    static struct v4lprocessing_data nothing;
    (void)descriptor, (void)control;
    return &nothing;
}

void v4lprocessing_destroy(struct v4lprocessing_data *data) { (void)data; }

// Whether there is anything to do.
int v4lprocessing_pre_processing(struct v4lprocessing_data *data) {
    (void)data;
    return 0;
}

void v4lprocessing_processing(
    struct v4lprocessing_data *data, unsigned char *bytes, const struct v4l2_format *format
) {
    (void)data, (void)bytes, (void)format;
}
