#include "CLinux.h"

#include <gpiod.h>

// libgpiod 1 has bulk requests and this macro; libgpiod 2 has neither.
#ifdef GPIOD_LINE_BULK_MAX_LINES
#define GPIOD_MAJOR 1
#else
#define GPIOD_MAJOR 2
#endif

static void copy(char *target, size_t capacity, const char *text) {
    size_t length = text ? strnlen(text, capacity - 1) : 0;
    if (length > 0) {
        memcpy(target, text, length);
    }
    target[length] = 0;
}

// libgpiod's own type under our name, so that its header, which differs, stays out of ours.
static struct gpiod_chip *theirs(struct linux_gpio_chip *chip) { return (struct gpiod_chip *)chip; }

struct linux_gpio_chip *linux_gpio_chip_open(const char *path) {
    return (struct linux_gpio_chip *)gpiod_chip_open(path);
}

void linux_gpio_chip_close(struct linux_gpio_chip *chip) { gpiod_chip_close(theirs(chip)); }

#if GPIOD_MAJOR == 1

int linux_gpio_chip_describe(
    struct linux_gpio_chip *chip, char *name, size_t name_capacity, char *label, size_t label_capacity
) {
    copy(name, name_capacity, gpiod_chip_name(theirs(chip)));
    copy(label, label_capacity, gpiod_chip_label(theirs(chip)));
    return (int)gpiod_chip_num_lines(theirs(chip));
}

int linux_gpio_line_describe(struct linux_gpio_chip *chip, unsigned int line, char *name, size_t name_capacity) {
    struct gpiod_line *found = gpiod_chip_get_line(theirs(chip), line);
    if (!found) {
        return -1;
    }
    copy(name, name_capacity, gpiod_line_name(found));
    return gpiod_line_is_used(found) ? 1 : 0;
}

#else

int linux_gpio_chip_describe(
    struct linux_gpio_chip *chip, char *name, size_t name_capacity, char *label, size_t label_capacity
) {
    struct gpiod_chip_info *information = gpiod_chip_get_info(theirs(chip));
    if (!information) {
        return -1;
    }
    copy(name, name_capacity, gpiod_chip_info_get_name(information));
    copy(label, label_capacity, gpiod_chip_info_get_label(information));
    int lines = (int)gpiod_chip_info_get_num_lines(information);
    gpiod_chip_info_free(information);
    return lines;
}

int linux_gpio_line_describe(struct linux_gpio_chip *chip, unsigned int line, char *name, size_t name_capacity) {
    struct gpiod_line_info *information = gpiod_chip_get_line_info(theirs(chip), line);
    if (!information) {
        return -1;
    }
    copy(name, name_capacity, gpiod_line_info_get_name(information));
    int used = gpiod_line_info_is_used(information) ? 1 : 0;
    gpiod_line_info_free(information);
    return used;
}

#endif
