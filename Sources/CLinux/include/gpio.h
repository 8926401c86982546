// GPIO chips and their lines, through libgpiod 1 or 2, whichever header the build finds.
//
// Functions return what libgpiod's do: a null pointer or -1 with errno set is failure.
#ifndef MARTLET_GPIO_H
#define MARTLET_GPIO_H

#include <stddef.h>
#include <stdint.h>

// MARK: chips

struct linux_gpio_chip;

// Opens /dev/gpiochipN by path (ENOTTY or ENODEV for what is no GPIO chip).
struct linux_gpio_chip *linux_gpio_chip_open(const char *path);
void linux_gpio_chip_close(struct linux_gpio_chip *chip);
// Copies the chip's name and label, cut to the capacity and always ended by a zero byte; answers how many lines it
// has, or -1.
int linux_gpio_chip_describe(
    struct linux_gpio_chip *chip, char *name, size_t name_capacity, char *label, size_t label_capacity
);
// Copies the name of one line and what its user calls itself, empty where there is none; answers 1 when somebody uses
// the line, 0 when not, or -1.
int linux_gpio_line_describe(
    struct linux_gpio_chip *chip, unsigned int line, char *name, size_t name_capacity, char *consumer,
    size_t consumer_capacity
);

// MARK: lines that are ours, by the name of martlet

// What libgpiod has for a requested line; of libgpiod 1 it is part of the chip, which then has to stay open.
struct linux_gpio_line;

enum linux_gpio_bias { linux_gpio_no_bias, linux_gpio_pull_up, linux_gpio_pull_down };

// As an output that begins inactive.
struct linux_gpio_line *linux_gpio_request_output(
    struct linux_gpio_chip *chip, unsigned int line, int is_active_low
);
// As an input with events of both edges, stamped by CLOCK_MONOTONIC (by CLOCK_REALTIME through libgpiod 1 before
// Linux 5.7). libgpiod 1 knows no debouncing and ignores the time.
struct linux_gpio_line *linux_gpio_request_input(
    struct linux_gpio_chip *chip, unsigned int line, int is_active_low, enum linux_gpio_bias bias,
    unsigned int debounce_microseconds
);
void linux_gpio_line_release(struct linux_gpio_line *line);
// Whether an input can be debounced.
int linux_gpio_can_debounce(void);
int linux_gpio_line_get(struct linux_gpio_line *line);
int linux_gpio_line_set(struct linux_gpio_line *line, int is_active);
// The descriptor of an input's events.
int linux_gpio_line_descriptor(struct linux_gpio_line *line);
// Reads one event of an input; blocks without one, unless its descriptor is told not to (EAGAIN).
int linux_gpio_line_read_edge(struct linux_gpio_line *line, int *is_active, uint64_t *timestamp_nanoseconds);

#endif
