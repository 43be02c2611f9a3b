// The instance region: one sealed memfd that a supervisor creates and every
// worker inherits.
//
//   0x00000  header, ring directory
//   0x01000  permit words            one per 128 bytes
//   0x02000  worker slots            8 x 1024
//   0x04000  run configuration page  opaque here
//   0x05000  run result page         opaque here
//   0x06000  counters, errors        8 KiB per worker, one writer each
//   0x16000  histograms              16, one writer each
//   0x3d000  run options             512 KiB of text, opaque here
//   0xbd000  rings                   control page + slots each, page aligned
//
// Swift reaches fields through the inline functions below, never by offset.
#ifndef GRINDER_REGION_H
#define GRINDER_REGION_H

#include <stddef.h>
#include <stdint.h>
#include "grinder_counters.h"
#include "grinder_layout.h"
#include "grinder_memory.h"
#include "grinder_records.h"
#include "grinder_ring.h"

#define GR_REGION_MAGIC 0x315245444e495247ULL  // "GRINDER1"
#define GR_REGION_ABI_VERSION 1u
#define GR_REGION_NAME "grinder-instance"
/// The descriptor number at which every worker finds the region.
#define GR_REGION_FD 3

#define GR_WORKER_SLOTS 8
#define GR_WORKER_DETAIL_MAX 200
#define GR_PERMIT_WORDS 16
#define GR_RING_DIRECTORY_ENTRIES 16
#define GR_WORKER_COUNTERS_STRIDE 8192

#define GR_OFFSET_DIRECTORY 1024
#define GR_OFFSET_PERMITS 0x1000
#define GR_OFFSET_WORKERS 0x2000
#define GR_OFFSET_RUN_CONFIGURATION 0x4000
#define GR_OFFSET_RUN_RESULT 0x5000
#define GR_OFFSET_COUNTERS 0x6000
#define GR_OFFSET_HISTOGRAMS 0x16000
#define GR_OFFSET_RUN_OPTIONS 0x3d000
/// Quantity constraints of every symbol of an exchange fit.
#define GR_RUN_OPTIONS_BYTES 0x80000
#define GR_OFFSET_SYMBOL_NAMES (GR_OFFSET_RUN_OPTIONS + GR_RUN_OPTIONS_BYTES)
#define GR_SYMBOL_NAMES 512
#define GR_OFFSET_RINGS (GR_OFFSET_SYMBOL_NAMES + 0x4000)

typedef struct gr_region_header {
    uint64_t magic;  // stored last, with release
    uint32_t abi_version;
    uint32_t supervisor_pid;
    uint64_t layout_hash;
    uint64_t region_size;
    uint64_t instance_id_high;
    uint64_t instance_id_low;
    uint64_t generation;
    uint64_t created_realtime_ns;
    uint32_t ring_count;
    uint32_t reserved;
    uint64_t pad[7];
} gr_region_header_t;

typedef struct gr_ring_entry {
    uint32_t kind;
    uint32_t slot_size;
    uint64_t capacity;
    uint64_t control_offset;
    uint64_t slots_offset;
    uint64_t slots_size;
    uint32_t is_tapped;
    uint32_t reserved;
    uint64_t pad[2];
} gr_ring_entry_t;

/// One fact that decides whether an order may leave. A zeroed region permits
/// nothing: the lease deadline is in the past and arming is off.
typedef struct gr_permit_word {
    uint64_t value;
    uint64_t pad[15];
} gr_permit_word_t;

enum {
    GR_PERMIT_LEASE_DEADLINE = 0,  // CLOCK_BOOTTIME ns; may act while now < deadline
    GR_PERMIT_FENCE_EPOCH = 1,     // only rises
    GR_PERMIT_KILL_SWITCH = 2,     // 0 clear, otherwise the reason of the first trip
    GR_PERMIT_OPERATOR_OVERRIDE = 3,
    GR_PERMIT_ARMING = 4,
    GR_PERMIT_MODE = 5,
    GR_PERMIT_KILL_SWITCH_CHANGES = 6,  // how often it was changed
    GR_PERMIT_KILL_SWITCH_LOG = 8,      // the last changes, from this word to the last one
};

#define GR_KILL_SWITCH_LOG_LENGTH (GR_PERMIT_WORDS - GR_PERMIT_KILL_SWITCH_LOG)

/// One change of the kill switch; lies where a permit word would.
typedef struct gr_kill_switch_change {
    uint64_t number;  // from 1; stored last, with release
    uint64_t reason;  // the word after the change
    uint64_t realtime_ns;
    uint32_t user_id;
    uint32_t process_id;
    uint64_t pad[12];
} gr_kill_switch_change_t;

/// Values of a worker's stop word.
enum {
    GR_STOP_NO = 0,
    GR_STOP_DRAIN = 1,        // take what is there, then end
    GR_STOP_CANCEL_OPEN = 2,  // cancel what rests at the port, then end
};

/// How a worker waits.
enum {
    GR_IDLE_SPIN = 1,
    GR_IDLE_BACKOFF = 2,
    GR_IDLE_PARK = 3,
};

typedef struct gr_worker_slot {
    // supervisor writes
    uint32_t pid;
    int32_t exit_code;
    uint64_t epoch;
    uint64_t restart_count;
    uint64_t spawned_boottime_ns;
    int32_t exit_signal;
    uint32_t idle_wanted;  // how to wait: 0 as the cores suggest, else GR_IDLE_*
    uint32_t cpu_wanted;   // where to stay: CPU id + 1; 0 anywhere
    uint32_t supervisor_reserved;
    uint64_t supervisor_pad[10];
    // supervisor writes, worker polls
    uint32_t stop;
    uint32_t stop_pad[31];
    // worker writes
    uint32_t state;
    uint32_t wait_state;
    uint64_t heartbeat_ns;
    uint64_t last_progress_ns;
    uint64_t records_in;
    uint64_t records_out;
    uint32_t idle_chosen;  // GR_IDLE_*
    uint32_t cpu_chosen;   // CPU id + 1; 0 not pinned
    uint64_t worker_pad[10];
    // worker writes, at most once per incident
    uint32_t detail_code;
    uint32_t detail_length;
    char detail[GR_WORKER_DETAIL_MAX];
    uint64_t reserved[54];
} gr_worker_slot_t;

/// What people call a symbol whose index stands on the rings.
typedef struct gr_symbol_name {
    uint8_t length;  // of the name, at most 255; 0: none yet. Stored last, with release
    uint8_t text[31];  // its beginning
} gr_symbol_name_t;

#define GR_REGION_LAYOUT(SIZE, FIELD)                          \
    SIZE(gr_region_header_t, 128)                              \
    FIELD(gr_region_header_t, magic, 0, 8)                     \
    FIELD(gr_region_header_t, abi_version, 8, 4)               \
    FIELD(gr_region_header_t, supervisor_pid, 12, 4)           \
    FIELD(gr_region_header_t, layout_hash, 16, 8)              \
    FIELD(gr_region_header_t, region_size, 24, 8)              \
    FIELD(gr_region_header_t, instance_id_high, 32, 8)         \
    FIELD(gr_region_header_t, instance_id_low, 40, 8)          \
    FIELD(gr_region_header_t, generation, 48, 8)               \
    FIELD(gr_region_header_t, created_realtime_ns, 56, 8)      \
    FIELD(gr_region_header_t, ring_count, 64, 4)               \
    SIZE(gr_ring_entry_t, 64)                                  \
    FIELD(gr_ring_entry_t, kind, 0, 4)                         \
    FIELD(gr_ring_entry_t, slot_size, 4, 4)                    \
    FIELD(gr_ring_entry_t, capacity, 8, 8)                     \
    FIELD(gr_ring_entry_t, control_offset, 16, 8)              \
    FIELD(gr_ring_entry_t, slots_offset, 24, 8)                \
    FIELD(gr_ring_entry_t, slots_size, 32, 8)                  \
    FIELD(gr_ring_entry_t, is_tapped, 40, 4)                   \
    SIZE(gr_permit_word_t, 128)                                \
    FIELD(gr_permit_word_t, value, 0, 8)                       \
    SIZE(gr_kill_switch_change_t, 128)                         \
    FIELD(gr_kill_switch_change_t, number, 0, 8)               \
    FIELD(gr_kill_switch_change_t, reason, 8, 8)               \
    FIELD(gr_kill_switch_change_t, realtime_ns, 16, 8)         \
    FIELD(gr_kill_switch_change_t, user_id, 24, 4)             \
    FIELD(gr_kill_switch_change_t, process_id, 28, 4)          \
    SIZE(gr_worker_slot_t, 1024)                               \
    FIELD(gr_worker_slot_t, pid, 0, 4)                         \
    FIELD(gr_worker_slot_t, exit_code, 4, 4)                   \
    FIELD(gr_worker_slot_t, epoch, 8, 8)                       \
    FIELD(gr_worker_slot_t, restart_count, 16, 8)              \
    FIELD(gr_worker_slot_t, spawned_boottime_ns, 24, 8)        \
    FIELD(gr_worker_slot_t, exit_signal, 32, 4)                \
    FIELD(gr_worker_slot_t, idle_wanted, 36, 4)                \
    FIELD(gr_worker_slot_t, cpu_wanted, 40, 4)                 \
    FIELD(gr_worker_slot_t, stop, 128, 4)                      \
    FIELD(gr_worker_slot_t, state, 256, 4)                     \
    FIELD(gr_worker_slot_t, wait_state, 260, 4)                \
    FIELD(gr_worker_slot_t, heartbeat_ns, 264, 8)              \
    FIELD(gr_worker_slot_t, last_progress_ns, 272, 8)          \
    FIELD(gr_worker_slot_t, records_in, 280, 8)                \
    FIELD(gr_worker_slot_t, records_out, 288, 8)               \
    FIELD(gr_worker_slot_t, idle_chosen, 296, 4)               \
    FIELD(gr_worker_slot_t, cpu_chosen, 300, 4)                \
    FIELD(gr_worker_slot_t, detail_code, 384, 4)               \
    FIELD(gr_worker_slot_t, detail_length, 388, 4)             \
    FIELD(gr_worker_slot_t, detail, 392, GR_WORKER_DETAIL_MAX) \
    SIZE(gr_symbol_name_t, 32)                                 \
    FIELD(gr_symbol_name_t, length, 0, 1)                      \
    FIELD(gr_symbol_name_t, text, 1, 31)

GR_LAYOUT_ASSERT(GR_REGION_LAYOUT)
GR_LAYOUT_ASSERT(GR_RECORDS_LAYOUT)

_Static_assert(GR_OFFSET_DIRECTORY >= sizeof(gr_region_header_t), "directory after header");
_Static_assert(GR_OFFSET_DIRECTORY + GR_RING_DIRECTORY_ENTRIES * sizeof(gr_ring_entry_t) <= GR_OFFSET_PERMITS, "directory fits");
_Static_assert(GR_OFFSET_PERMITS + GR_PERMIT_WORDS * sizeof(gr_permit_word_t) <= GR_OFFSET_WORKERS, "permits fit");
_Static_assert(GR_OFFSET_WORKERS + GR_WORKER_SLOTS * sizeof(gr_worker_slot_t) <= GR_OFFSET_RUN_CONFIGURATION, "workers fit");
_Static_assert(GR_OFFSET_RUN_CONFIGURATION + GR_PAGE_SIZE <= GR_OFFSET_RUN_RESULT, "configuration fits");
_Static_assert(GR_OFFSET_RUN_RESULT + GR_PAGE_SIZE <= GR_OFFSET_COUNTERS, "result fits");
_Static_assert(GR_OFFSET_COUNTERS + GR_WORKER_SLOTS * GR_WORKER_COUNTERS_STRIDE <= GR_OFFSET_HISTOGRAMS, "counters fit");
_Static_assert(sizeof(gr_worker_counters_t) <= GR_WORKER_COUNTERS_STRIDE, "counters of one worker fit");
_Static_assert(GR_OFFSET_HISTOGRAMS + GR_HISTOGRAMS * sizeof(gr_histogram_t) <= GR_OFFSET_RUN_OPTIONS, "histograms fit");
_Static_assert(GR_OFFSET_SYMBOL_NAMES + GR_SYMBOL_NAMES * sizeof(gr_symbol_name_t) <= GR_OFFSET_RINGS, "symbol names fit");
_Static_assert(GR_OFFSET_RINGS % GR_PAGE_SIZE == 0, "rings start on a page");

/// Hash over every size and offset above, the ABI version and the record layouts.
uint64_t gr_layout_hash(void);

/// Hash over the record layouts alone: what a file of records depends on.
uint64_t gr_records_hash(void);

typedef struct gr_layout_fact {
    const char *_Nonnull name;
    uint64_t value;
} gr_layout_fact_t;

/// The facts that the hash folds, in order; for tests and for `doctor` output.
const gr_layout_fact_t *_Nonnull gr_layout_facts(size_t *_Nonnull count);

static inline gr_region_header_t *_Nonnull gr_region_header(void *_Nonnull base) {
    return (gr_region_header_t *)base;
}
static inline gr_ring_entry_t *_Nonnull gr_region_ring_entry(void *_Nonnull base, uint32_t index) {
    return (gr_ring_entry_t *)((char *)base + GR_OFFSET_DIRECTORY) + index;
}
static inline uint64_t *_Nonnull gr_region_permit(void *_Nonnull base, uint32_t index) {
    return &((gr_permit_word_t *)((char *)base + GR_OFFSET_PERMITS) + index)->value;
}
static inline gr_kill_switch_change_t *_Nonnull gr_region_kill_switch_change(void *_Nonnull base, uint64_t number) {
    uint32_t index = GR_PERMIT_KILL_SWITCH_LOG + (uint32_t)(number % GR_KILL_SWITCH_LOG_LENGTH);
    return (gr_kill_switch_change_t *)((char *)base + GR_OFFSET_PERMITS) + index;
}
static inline uint64_t *_Nonnull gr_kill_switch_change_number(gr_kill_switch_change_t *_Nonnull c) { return &c->number; }
static inline gr_worker_slot_t *_Nonnull gr_region_worker(void *_Nonnull base, uint32_t index) {
    return (gr_worker_slot_t *)((char *)base + GR_OFFSET_WORKERS) + index;
}
static inline void *_Nonnull gr_region_run_configuration(void *_Nonnull base) {
    return (char *)base + GR_OFFSET_RUN_CONFIGURATION;
}
static inline void *_Nonnull gr_region_run_options(void *_Nonnull base) {
    return (char *)base + GR_OFFSET_RUN_OPTIONS;
}
static inline gr_symbol_name_t *_Nonnull gr_region_symbol_name(void *_Nonnull base, uint32_t index) {
    return (gr_symbol_name_t *)((char *)base + GR_OFFSET_SYMBOL_NAMES) + index;
}
static inline uint8_t gr_symbol_name_length(const gr_symbol_name_t *_Nonnull name) {
    return __atomic_load_n(&name->length, __ATOMIC_ACQUIRE);
}
static inline void gr_symbol_name_set_length(gr_symbol_name_t *_Nonnull name, uint8_t length) {
    __atomic_store_n(&name->length, length, __ATOMIC_RELEASE);
}
static inline uint8_t *_Nonnull gr_symbol_name_text(gr_symbol_name_t *_Nonnull name) { return name->text; }
static inline void *_Nonnull gr_region_run_result(void *_Nonnull base) {
    return (char *)base + GR_OFFSET_RUN_RESULT;
}
static inline gr_worker_counters_t *_Nonnull gr_region_counters(void *_Nonnull base, uint32_t worker) {
    return (gr_worker_counters_t *)((char *)base + GR_OFFSET_COUNTERS + (uint64_t)worker * GR_WORKER_COUNTERS_STRIDE);
}
static inline gr_histogram_t *_Nonnull gr_region_histogram(void *_Nonnull base, uint32_t index) {
    return (gr_histogram_t *)((char *)base + GR_OFFSET_HISTOGRAMS) + index;
}

#define GR_WORKER_FIELD(name, type) \
    static inline __attribute__((always_inline)) type *_Nonnull gr_worker_##name(gr_worker_slot_t *_Nonnull w) { return &w->name; }
GR_WORKER_FIELD(pid, uint32_t)
GR_WORKER_FIELD(epoch, uint64_t)
GR_WORKER_FIELD(restart_count, uint64_t)
GR_WORKER_FIELD(spawned_boottime_ns, uint64_t)
GR_WORKER_FIELD(stop, uint32_t)
GR_WORKER_FIELD(state, uint32_t)
GR_WORKER_FIELD(wait_state, uint32_t)
GR_WORKER_FIELD(heartbeat_ns, uint64_t)
GR_WORKER_FIELD(last_progress_ns, uint64_t)
GR_WORKER_FIELD(records_in, uint64_t)
GR_WORKER_FIELD(records_out, uint64_t)
GR_WORKER_FIELD(idle_wanted, uint32_t)
GR_WORKER_FIELD(cpu_wanted, uint32_t)
GR_WORKER_FIELD(idle_chosen, uint32_t)
GR_WORKER_FIELD(cpu_chosen, uint32_t)
GR_WORKER_FIELD(detail_code, uint32_t)
GR_WORKER_FIELD(detail_length, uint32_t)

static inline uint32_t *_Nonnull gr_worker_exit_code(gr_worker_slot_t *_Nonnull w) { return (uint32_t *)&w->exit_code; }
static inline uint32_t *_Nonnull gr_worker_exit_signal(gr_worker_slot_t *_Nonnull w) { return (uint32_t *)&w->exit_signal; }
static inline char *_Nonnull gr_worker_detail(gr_worker_slot_t *_Nonnull w) { return w->detail; }

#endif
