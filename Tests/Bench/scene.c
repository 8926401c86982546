#include "scene.h"

// Of 256 levels, to either side; about what a webcam shows indoors.
enum { luma_noise = 10, chroma_noise = 3 };

// From 0 up to `height` and back, once in `period`.
static int wave(uint32_t position, uint32_t period, int height) {
    uint32_t place = position % period * 2;
    uint32_t rise = place < period ? place : 2 * period - place;
    return (int)(rise * (uint32_t)height / period);
}

// A number between -amplitude and amplitude, another for each place and channel.
static int noise(uint32_t x, uint32_t y, uint32_t channel, int amplitude) {
    uint32_t mixed = x * 0x9E3779B1u ^ y * 0x85EBCA77u ^ channel * 0xC2B2AE3Du;
    mixed = (mixed ^ mixed >> 15) * 0x2C1B3C6Du;
    mixed = (mixed ^ mixed >> 12) * 0x297A2D39u;
    return (int)((mixed >> 16) % (2 * (uint32_t)amplitude + 1)) - amplitude;
}

static uint8_t luma(uint32_t x, uint32_t y) {
    int surface = 50 + wave(x + y, 512, 110);
    int tiles = (x / 96 + y / 72) % 2 ? 28 : 0;
    int stripes = y / 72 % 4 == 1 && x / 6 % 2 ? 24 : 0;
    return (uint8_t)(surface + tiles + stripes + noise(x, y, 0, luma_noise));
}

static uint8_t chroma(uint32_t x, uint32_t y, uint32_t channel) {
    return (uint8_t)(96 + wave(x / 2 + channel * 90 + y, 360, 64) + noise(x, y, channel, chroma_noise));
}

size_t scene_bytes(uint32_t width, uint32_t height) { return (size_t)width * 2 * (height + scene_travel_lines); }

void scene_draw(uint8_t *yuyv, uint32_t width, uint32_t height) {
    for (uint32_t y = 0; y < height + scene_travel_lines; y++) {
        for (uint32_t x = 0; x < width; x++) {
            *yuyv++ = luma(x, y);
            *yuyv++ = chroma(x & ~1u, y, 1 + x % 2);
        }
    }
}

size_t scene_offset(uint32_t width, uint32_t sequence) {
    return (size_t)width * 2 * (sequence * scene_step_lines % scene_travel_lines);
}
