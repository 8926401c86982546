// Parts of libcrypt that Martlet never asks for: the methods of other times. Defined here, they keep the members of
// libcrypt.a that hold them out of the firmware: 0.13 MB. Beside the shared library of an ordinary build, which calls
// its own, they have no effect.
#include <errno.h>
#include <stddef.h>
#include <stdint.h>

#define METHOD(NAME)                                                                                                   \
    void _crypt_crypt_##NAME##_rn(                                                                                     \
        const char *phrase, size_t length, const char *setting, size_t setting_length, uint8_t *output,                \
        size_t output_size, void *scratch, size_t scratch_size                                                         \
    );                                                                                                                 \
    void _crypt_crypt_##NAME##_rn(                                                                                     \
        const char *phrase, size_t length, const char *setting, size_t setting_length, uint8_t *output,                \
        size_t output_size, void *scratch, size_t scratch_size                                                         \
    ) {                                                                                                                \
        (void)phrase, (void)length, (void)setting, (void)setting_length, (void)output, (void)output_size;              \
        (void)scratch, (void)scratch_size;                                                                             \
        errno = EINVAL;                                                                                                \
    }                                                                                                                  \
    void _crypt_gensalt_##NAME##_rn(                                                                                   \
        unsigned long count, const uint8_t *random, size_t random_size, uint8_t *output, size_t output_size            \
    );                                                                                                                 \
    void _crypt_gensalt_##NAME##_rn(                                                                                   \
        unsigned long count, const uint8_t *random, size_t random_size, uint8_t *output, size_t output_size            \
    ) {                                                                                                                \
        (void)count, (void)random, (void)random_size, (void)output, (void)output_size;                                 \
        errno = EINVAL;                                                                                                \
    }

// Salts come from `Entropy`: libcrypt's own source of randomness would need a newer libc than everything else.
_Bool _crypt_get_random_bytes(void *bytes, size_t count);
_Bool _crypt_get_random_bytes(void *bytes, size_t count) {
    (void)bytes, (void)count;
    return 0;
}

METHOD(bcrypt)
METHOD(bcrypt_a)
METHOD(bcrypt_x)
METHOD(bcrypt_y)
METHOD(bigcrypt)
METHOD(bsdicrypt)
METHOD(descrypt)
METHOD(gost_yescrypt)
METHOD(md5crypt)
METHOD(nt)
METHOD(scrypt)
METHOD(sha1crypt)
METHOD(sha256crypt)
METHOD(sha512crypt)
METHOD(sunmd5)
