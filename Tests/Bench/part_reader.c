#define _GNU_SOURCE
#include "part_reader.h"

#include <stdlib.h>
#include <string.h>

#include "stamp.h"

int part_reader_prepare(struct part_reader *reader, size_t kept_bytes) {
    *reader = (struct part_reader){.capacity = kept_bytes};
    reader->body = malloc(kept_bytes);
    return reader->body != NULL;
}

// The value of a field of the head, a null pointer if it is not there.
static const char *field(const char *head, const char *name) {
    const char *found = strcasestr(head, name);
    return found ? found + strlen(name) : NULL;
}

static double number(const char *text) { return text ? strtod(text, NULL) : 0; }

// Seconds since 1970. ustreamer's X-Timestamp is when it sends; how long before that it took the frame stands, if it is
// asked for, in two more fields.
static double captured_seconds(const char *head) {
    double held = number(field(head, "\nX-UStreamer-Send-Time:")) - number(field(head, "\nX-UStreamer-Grab-Time:"));
    return number(field(head, "\nX-Timestamp:")) - held;
}

// An answer's head is only looked at for its status; a part's begins a picture.
static void end_head(struct part_reader *reader) {
    const char *head = reader->head;
    reader->head[reader->head_count] = 0;
    reader->head_count = 0;
    if (!reader->has_answer) {
        reader->has_answer = 1;
        reader->has_failed = strncmp(head, "HTTP/1.", 7) != 0 || strncmp(head + 8, " 200", 4) != 0;
        return;
    }
    const char *length = field(head, "\nContent-Length:");
    reader->length = length ? strtoul(length, NULL, 10) : 0;
    reader->is_in_body = 1;
    reader->arrived = 0;
    reader->part = (struct part){
        .captured_seconds = captured_seconds(head),
        .sequence = (uint64_t)number(field(head, "\nX-Sequence:")),
    };
}

static size_t take_head(struct part_reader *reader, const uint8_t *bytes, size_t count) {
    for (size_t index = 0; index < count; index++) {
        if (reader->head_count == part_head_bytes) {
            reader->has_failed = 1;
            return count;
        }
        reader->head[reader->head_count++] = (char)bytes[index];
        size_t have = reader->head_count;
        if (bytes[index] == '\n' && have > 4 && memcmp(reader->head + have - 4, "\r\n\r\n", 4) == 0) {
            end_head(reader);
            return index + 1;
        }
    }
    return count;
}

static void keep(struct part_reader *reader, const uint8_t *bytes, size_t count) {
    if (reader->arrived < reader->capacity) {
        size_t room = reader->capacity - reader->arrived;
        memcpy(reader->body + reader->arrived, bytes, count < room ? count : room);
    }
    if (count > 1) {
        memcpy(reader->last_two, bytes + count - 2, 2);
    } else {
        reader->last_two[0] = reader->last_two[1];
        reader->last_two[1] = bytes[0];
    }
    reader->arrived += count;
}

static void end_body(struct part_reader *reader) {
    struct part *part = &reader->part;
    reader->is_in_body = 0;
    part->bytes = reader->body;
    part->length = reader->length;
    part->kept = reader->length < reader->capacity ? reader->length : reader->capacity;
    part->is_whole = part->kept > 4 && memcmp(part->bytes, "\xFF\xD8\xFF", 3) == 0 &&
                     memcmp(reader->last_two, "\xFF\xD9", 2) == 0;
}

static size_t take_body(struct part_reader *reader, const uint8_t *bytes, size_t count) {
    enum { stamp_end = 2 + stamp_segment_bytes };
    // Where no length is announced, the stamp in the picture tells it.
    size_t known = reader->length > 0 ? reader->length : stamp_end;
    size_t taken = count < known - reader->arrived ? count : known - reader->arrived;
    keep(reader, bytes, taken);
    if (reader->arrived == known) {
        struct stamp stamp;
        if (reader->length > 0) {
            end_body(reader);
        } else if (stamp_read_comment(reader->body, stamp_end, &stamp) && stamp.length > stamp_end) {
            reader->length = stamp.length;
        } else {
            reader->has_failed = 1;
        }
    }
    return taken;
}

size_t part_reader_take(struct part_reader *reader, const uint8_t *bytes, size_t count, const struct part **part) {
    *part = NULL;
    if (reader->has_failed) {
        return count;
    }
    if (!reader->is_in_body) {
        return take_head(reader, bytes, count);
    }
    size_t taken = take_body(reader, bytes, count);
    *part = reader->is_in_body || reader->has_failed ? NULL : &reader->part;
    return taken;
}
