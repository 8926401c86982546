// SDL 2, and what of it Swift cannot import.
#ifndef MARTLET_CSDL2_H
#define MARTLET_CSDL2_H

// `main` is Swift's.
#define SDL_MAIN_HANDLED
#include <SDL2/SDL.h>

// Where a window is placed when nobody says where.
static const int CSDL2_ANYWHERE = SDL_WINDOWPOS_UNDEFINED;

#endif
