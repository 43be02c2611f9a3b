#include "grinder_record_compare.h"
#include <string.h>

struct field {
    size_t offset, size;
};

#define STAMP(type, name) {offsetof(type, name), sizeof(((type *)0)->name)}

enum { STAMPS_MAX = 3 };

static const struct field stamps[256][STAMPS_MAX] = {
    [GR_RECORD_SNAPSHOT] = {STAMP(gr_snapshot_t, receive_time_ns)},
    [GR_RECORD_WIDE_SNAPSHOT] = {STAMP(gr_snapshot_t, receive_time_ns)},
    [GR_RECORD_TICK] = {STAMP(gr_tick_t, receive_time_ns), STAMP(gr_tick_t, decide_time_ns), STAMP(gr_tick_t, fence)},
    [GR_RECORD_ACTION] = {STAMP(gr_action_t, fence)},
    [GR_RECORD_SUMMARY] = {STAMP(gr_summary_t, fence)},
};

static void clear_stamps(gr_record_t *record) {
    for (int i = 0; i < STAMPS_MAX; i++) {
        struct field f = stamps[record->kind][i];
        memset((char *)record + f.offset, 0, f.size);
    }
    record->sequence = 0;
}

bool gr_record_is_same_decision(const gr_record_t *a, const gr_record_t *b) {
    if (a->kind != b->kind) return false;
    gr_record_t first = *a, second = *b;
    clear_stamps(&first);
    clear_stamps(&second);
    return memcmp(&first, &second, sizeof first) == 0;
}
