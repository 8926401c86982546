// Tells how good a server's pictures of the played camera are, as JSON: quality PORT TARGET WIDTHxHEIGHT
//
// Each picture's stamp tells its sequence number, and with that the scene is the very picture that the camera gave: Y,
// U and V are compared with it as the JPEG holds them, without the way through RGB. A raw camera's chroma is 4:2:2, and
// so is what is compared: from 4:2:0 the missing lines are made as libjpeg does ("fancy upsampling"), from 4:4:4 two
// samples become their mean. The decibels are those of the mean squared error over all the pictures.
#include <arpa/inet.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "jpeg_planes.h"
#include "part_reader.h"
#include "scene.h"
#include "stamp.h"

enum {
    // Once down the scene, so that it does not matter where a server begins.
    most_pictures = scene_travel_lines / scene_step_lines,
    most_picture_bytes = 8 * 1024 * 1024,
    // The stamp is not the scene, and the chroma of the line beneath it is mixed with the stamp's.
    first_line = stamp_block_pixels * stamp_block_rows + 2,
    most_wait_seconds = 5,
    highest_decibels = 100, // for what is the same, sample by sample
};

static const double most_seconds = 10;

// What all the pictures together have come to, by plane.
struct sums {
    double squares[3], samples[3];
    unsigned long jpeg_bytes[most_pictures];
    unsigned pictures;
    const char *sampling;
};

static void require(int is_fine, const char *what) {
    if (!is_fine) {
        fprintf(stderr, "quality: %s\n", what);
        exit(1);
    }
}

static double now_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

// MARK: comparing

// A chroma sample at the resolution of the source: one for each pair of pixels and each line.
static int chroma_at(const struct plane *plane, uint32_t pair, uint32_t y) {
    const uint8_t *line = plane->samples + plane->bytes_per_line * (y / plane->pixels_down);
    if (plane->pixels_down == 1) {
        return plane->pixels_across == 2 ? line[pair] : (line[pair * 2] + line[pair * 2 + 1] + 1) / 2;
    }
    // Three quarters of the nearer line, a quarter of the farther one, which the edge lacks; rounded down and up in
    // turn.
    int is_lower = y % 2, is_at_edge = is_lower ? y / 2 + 1 == plane->height : y == 0;
    const uint8_t *other = is_at_edge ? line : is_lower ? line + plane->bytes_per_line : line - plane->bytes_per_line;
    uint32_t left = plane->pixels_across == 2 ? pair : pair * 2, right = plane->pixels_across == 2 ? pair : left + 1;
    return (3 * (line[left] + line[right]) + other[left] + other[right] + (is_lower ? 4 : 2)) / 8;
}

static void compare(const struct jpeg_planes *picture, const uint8_t *source, struct sums *sums) {
    for (uint32_t y = first_line; y < picture->height; y++) {
        const uint8_t *line = source + (size_t)y * picture->width * 2;
        const uint8_t *luma = picture->planes[0].samples + picture->planes[0].bytes_per_line * y;
        uint64_t squares[3] = {0};
        for (uint32_t x = 0; x < picture->width; x++) {
            int difference = luma[x] - line[x * 2];
            squares[0] += (uint64_t)(difference * difference);
        }
        for (uint32_t pair = 0; pair < picture->width / 2; pair++) {
            for (int index = 1; index < 3; index++) {
                int difference = chroma_at(&picture->planes[index], pair, y) - line[pair * 4 + (index == 1 ? 1 : 3)];
                squares[index] += (uint64_t)(difference * difference);
            }
        }
        for (int index = 0; index < 3; index++) {
            sums->squares[index] += (double)squares[index];
            sums->samples[index] += index == 0 ? picture->width : picture->width / 2;
        }
    }
}

static void add(const struct part *part, const uint8_t *scene, uint32_t width, uint32_t height, struct sums *sums) {
    static struct jpeg_planes picture;
    struct stamp stamp;
    int is_read = part->is_whole && part->kept == part->length && jpeg_planes_decode(part->bytes, part->kept, &picture);
    require(is_read, "a picture is no whole JPEG of Y, U and V");
    require(picture.width == width && picture.height == height, "a picture is not of the camera's size");
    int is_stamped = stamp_read_blocks(part->bytes, part->kept, &stamp);
    double age_seconds = now_seconds() - (double)stamp.captured_ns / 1e9;
    require(is_stamped && age_seconds > 0 && age_seconds < most_seconds, "a picture's stamp cannot be read");
    const char *sampling = jpeg_planes_sampling(&picture);
    require(sampling != NULL, "a picture's chroma is sampled in no usual way");
    require(!sums->sampling || sums->sampling == sampling, "the chroma is sampled in one way here, in another there");
    sums->sampling = sampling;
    sums->jpeg_bytes[sums->pictures++] = part->length;
    compare(&picture, scene + scene_offset(width, stamp.sequence), sums);
}

// MARK: receiving

static int connect_to(uint16_t port, const char *target) {
    int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct timeval wait = {.tv_sec = most_wait_seconds};
    char request[1024];
    int count = snprintf(
        request, sizeof request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nUser-Agent: bench\r\n\r\n", target, port
    );
    int is_asked = connect(server, (struct sockaddr *)&address, sizeof address) == 0 &&
                   setsockopt(server, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait) == 0 &&
                   write(server, request, (size_t)count) == count;
    require(is_asked, "the server cannot be asked");
    return server;
}

// Ends once the scene has been seen, or after `most_seconds` with a slower server.
static void receive(int server, const uint8_t *scene, uint32_t width, uint32_t height, struct sums *sums) {
    static uint8_t scratch[256 * 1024];
    struct part_reader reader;
    double end = now_seconds() + most_seconds;
    require(part_reader_prepare(&reader, most_picture_bytes), "no memory");
    while (sums->pictures < most_pictures && now_seconds() < end) {
        ssize_t count = recv(server, scratch, sizeof scratch, 0);
        require(count > 0, "the stream ends, or stands still");
        for (size_t taken = 0; taken < (size_t)count && sums->pictures < most_pictures;) {
            const struct part *part;
            taken += part_reader_take(&reader, scratch + taken, (size_t)count - taken, &part);
            if (part) {
                add(part, scene, width, height, sums);
            }
        }
        require(!reader.has_failed, "what comes is no stream of pictures");
    }
}

static int ascending(const void *one, const void *other) {
    unsigned long left = *(const unsigned long *)one, right = *(const unsigned long *)other;
    return (left > right) - (left < right);
}

static double decibels(const struct sums *sums, int index) {
    double error = sums->squares[index] / sums->samples[index];
    return error > 0 ? fmin(10 * log10(255 * 255 / error), highest_decibels) : highest_decibels;
}

int main(int argc, char **argv) {
    struct sums sums = {0};
    uint32_t width = 0, height = 0;
    if (argc != 4 || sscanf(argv[3], "%ux%u", &width, &height) != 2 || width % 2 || height <= first_line) {
        fprintf(stderr, "usage: quality PORT TARGET WIDTHxHEIGHT\n");
        return 2;
    }
    uint8_t *scene = malloc(scene_bytes(width, height));
    require(scene != NULL, "no memory");
    scene_draw(scene, width, height);
    receive(connect_to((uint16_t)atoi(argv[1]), argv[2]), scene, width, height, &sums);
    require(sums.pictures > 0, "no picture has come");
    qsort(sums.jpeg_bytes, sums.pictures, sizeof *sums.jpeg_bytes, ascending);
    printf(
        "{\"pictures\": %u, \"sampling\": \"%s\", \"jpeg_bytes\": %lu, \"psnr_y_db\": %.3f, \"psnr_u_db\": %.3f, "
        "\"psnr_v_db\": %.3f}\n",
        sums.pictures, sums.sampling, sums.jpeg_bytes[sums.pictures / 2], decibels(&sums, 0), decibels(&sums, 1),
        decibels(&sums, 2)
    );
    return 0;
}
