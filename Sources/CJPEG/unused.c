// What libjpeg's compressor could do and Martlet never asks it to: progressive and arithmetic-coded pictures. Defined
// here, these two keep the members of libjpeg.a that hold them out of the firmware (0.08 MB). Only there: beside a
// shared libjpeg they could stand in front of its own.
#ifdef FIRMWARE
#include <stddef.h>
#include <stdio.h>

#include <jpeglib.h>

void jinit_phuff_encoder(j_compress_ptr codec);
void jinit_arith_encoder(j_compress_ptr codec);

// Never called: `jpeg_set_defaults` asks for neither. Without an entropy coder the compressor would stop at a null
// pointer, so the error handler, which does not return, is called instead.
void jinit_phuff_encoder(j_compress_ptr codec) { codec->err->error_exit((j_common_ptr)codec); }
void jinit_arith_encoder(j_compress_ptr codec) { codec->err->error_exit((j_common_ptr)codec); }
#endif
