// The scene before the played camera.
#ifndef BENCH_SCENE_H
#define BENCH_SCENE_H

#include <stddef.h>
#include <stdint.h>

// How far the camera's view travels down the scene, and how far from one frame to the next, in lines.
enum { scene_travel_lines = 256, scene_step_lines = 4 };

// How many bytes the scene for pictures of this size takes.
size_t scene_bytes(uint32_t width, uint32_t height);

// Draws the scene as YUYV: surfaces, edges, and a sensor's noise, so that to encode it costs what a camera's picture
// costs. The same on every machine.
void scene_draw(uint8_t *yuyv, uint32_t width, uint32_t height);

// Where the picture with this sequence number begins in the scene.
size_t scene_offset(uint32_t width, uint32_t sequence);

#endif
