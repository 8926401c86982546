#include "CLinux.h"

#include <gpiod.h>

// libgpiod 1 has bulk requests and this macro; libgpiod 2 has neither.
#ifdef GPIOD_LINE_BULK_MAX_LINES
#define GPIOD_MAJOR 1
#else
#define GPIOD_MAJOR 2
#endif

#define CONSUMER "martlet"

static void copy(char *target, size_t capacity, const char *text) {
    size_t length = text ? strnlen(text, capacity - 1) : 0;
    if (length > 0) {
        memcpy(target, text, length);
    }
    target[length] = 0;
}

// libgpiod's own types under our names, so that its header, which differs, stays out of ours.
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

int linux_gpio_line_describe(
    struct linux_gpio_chip *chip, unsigned int line, char *name, size_t name_capacity, char *consumer,
    size_t consumer_capacity
) {
    struct gpiod_line *found = gpiod_chip_get_line(theirs(chip), line);
    if (!found) {
        return -1;
    }
    copy(name, name_capacity, gpiod_line_name(found));
    copy(consumer, consumer_capacity, gpiod_line_consumer(found));
    return gpiod_line_is_used(found) ? 1 : 0;
}

static struct gpiod_line *its(struct linux_gpio_line *line) { return (struct gpiod_line *)line; }

static struct linux_gpio_line *request(struct linux_gpio_chip *chip, unsigned int line, int type, int flags) {
    struct gpiod_line *found = gpiod_chip_get_line(theirs(chip), line);
    const struct gpiod_line_request_config config = {.consumer = CONSUMER, .request_type = type, .flags = flags};
    return found && gpiod_line_request(found, &config, 0) == 0 ? (struct linux_gpio_line *)found : NULL;
}

struct linux_gpio_line *linux_gpio_request_output(
    struct linux_gpio_chip *chip, unsigned int line, int is_active_low
) {
    int flags = is_active_low ? GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW : 0;
    return request(chip, line, GPIOD_LINE_REQUEST_DIRECTION_OUTPUT, flags);
}

struct linux_gpio_line *linux_gpio_request_input(
    struct linux_gpio_chip *chip, unsigned int line, int is_active_low, enum linux_gpio_bias bias,
    unsigned int debounce_microseconds
) {
    (void)debounce_microseconds;
    int flags = is_active_low ? GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW : 0;
    if (bias != linux_gpio_no_bias) {
        flags |= bias == linux_gpio_pull_up ? GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_UP
                                            : GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_DOWN;
    }
    return request(chip, line, GPIOD_LINE_REQUEST_EVENT_BOTH_EDGES, flags);
}

void linux_gpio_line_release(struct linux_gpio_line *line) { gpiod_line_release(its(line)); }
int linux_gpio_can_debounce(void) { return 0; }
int linux_gpio_line_get(struct linux_gpio_line *line) { return gpiod_line_get_value(its(line)); }
int linux_gpio_line_set(struct linux_gpio_line *line, int is_active) {
    return gpiod_line_set_value(its(line), is_active);
}
int linux_gpio_line_descriptor(struct linux_gpio_line *line) { return gpiod_line_event_get_fd(its(line)); }

int linux_gpio_line_read_edge(struct linux_gpio_line *line, int *is_active, uint64_t *timestamp_nanoseconds) {
    struct gpiod_line_event event;
    if (gpiod_line_event_read(its(line), &event) < 0) {
        return -1;
    }
    *is_active = event.event_type == GPIOD_LINE_EVENT_RISING_EDGE;
    *timestamp_nanoseconds = (uint64_t)event.ts.tv_sec * 1000000000 + (uint64_t)event.ts.tv_nsec;
    return 0;
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

int linux_gpio_line_describe(
    struct linux_gpio_chip *chip, unsigned int line, char *name, size_t name_capacity, char *consumer,
    size_t consumer_capacity
) {
    struct gpiod_line_info *information = gpiod_chip_get_line_info(theirs(chip), line);
    if (!information) {
        return -1;
    }
    copy(name, name_capacity, gpiod_line_info_get_name(information));
    copy(consumer, consumer_capacity, gpiod_line_info_get_consumer(information));
    int used = gpiod_line_info_is_used(information) ? 1 : 0;
    gpiod_line_info_free(information);
    return used;
}

static struct gpiod_line_request *its(struct linux_gpio_line *line) { return (struct gpiod_line_request *)line; }

// Takes the settings over.
static struct linux_gpio_line *request(
    struct linux_gpio_chip *chip, unsigned int line, struct gpiod_line_settings *settings
) {
    struct gpiod_line_request *answer = NULL;
    struct gpiod_line_config *lines = gpiod_line_config_new();
    struct gpiod_request_config *config = gpiod_request_config_new();
    if (settings && lines && config && gpiod_line_config_add_line_settings(lines, &line, 1, settings) == 0) {
        gpiod_request_config_set_consumer(config, CONSUMER);
        answer = gpiod_chip_request_lines(theirs(chip), config, lines);
    }
    int error = errno;
    gpiod_request_config_free(config);
    gpiod_line_config_free(lines);
    gpiod_line_settings_free(settings);
    errno = error;
    return (struct linux_gpio_line *)answer;
}

struct linux_gpio_line *linux_gpio_request_output(
    struct linux_gpio_chip *chip, unsigned int line, int is_active_low
) {
    struct gpiod_line_settings *settings = gpiod_line_settings_new();
    if (settings) {
        gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_OUTPUT);
        gpiod_line_settings_set_output_value(settings, GPIOD_LINE_VALUE_INACTIVE);
        gpiod_line_settings_set_active_low(settings, is_active_low);
    }
    return request(chip, line, settings);
}

struct linux_gpio_line *linux_gpio_request_input(
    struct linux_gpio_chip *chip, unsigned int line, int is_active_low, enum linux_gpio_bias bias,
    unsigned int debounce_microseconds
) {
    struct gpiod_line_settings *settings = gpiod_line_settings_new();
    if (settings) {
        gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_INPUT);
        gpiod_line_settings_set_edge_detection(settings, GPIOD_LINE_EDGE_BOTH);
        gpiod_line_settings_set_event_clock(settings, GPIOD_LINE_CLOCK_MONOTONIC);
        gpiod_line_settings_set_active_low(settings, is_active_low);
        gpiod_line_settings_set_debounce_period_us(settings, debounce_microseconds);
        if (bias != linux_gpio_no_bias) {
            gpiod_line_settings_set_bias(
                settings, bias == linux_gpio_pull_up ? GPIOD_LINE_BIAS_PULL_UP : GPIOD_LINE_BIAS_PULL_DOWN
            );
        }
    }
    return request(chip, line, settings);
}

void linux_gpio_line_release(struct linux_gpio_line *line) { gpiod_line_request_release(its(line)); }
int linux_gpio_can_debounce(void) { return 1; }

// All values of a request are those of its one line.
int linux_gpio_line_get(struct linux_gpio_line *line) {
    enum gpiod_line_value value;
    return gpiod_line_request_get_values(its(line), &value) < 0 ? -1 : value == GPIOD_LINE_VALUE_ACTIVE;
}
int linux_gpio_line_set(struct linux_gpio_line *line, int is_active) {
    enum gpiod_line_value value = is_active ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE;
    return gpiod_line_request_set_values(its(line), &value);
}
int linux_gpio_line_descriptor(struct linux_gpio_line *line) { return gpiod_line_request_get_fd(its(line)); }

int linux_gpio_line_read_edge(struct linux_gpio_line *line, int *is_active, uint64_t *timestamp_nanoseconds) {
    struct gpiod_edge_event_buffer *buffer = gpiod_edge_event_buffer_new(1);
    if (!buffer) {
        return -1;
    }
    int count = gpiod_line_request_read_edge_events(its(line), buffer, 1), error = errno;
    if (count > 0) {
        struct gpiod_edge_event *event = gpiod_edge_event_buffer_get_event(buffer, 0);
        *is_active = gpiod_edge_event_get_event_type(event) == GPIOD_EDGE_EVENT_RISING_EDGE;
        *timestamp_nanoseconds = gpiod_edge_event_get_timestamp_ns(event);
    }
    gpiod_edge_event_buffer_free(buffer);
    errno = error;
    return count > 0 ? 0 : -1;
}

#endif
