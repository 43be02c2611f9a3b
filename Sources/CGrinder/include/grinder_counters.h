// What workers count and measure, one writer per word: plain loads and stores, no lock
// prefix, no system call, nothing that a reader can disturb.
//
// Histogram: log-linear. Values below 32 have a bucket each; above, every octave
// [2^e, 2^(e+1)) is cut into 32 equal buckets, so a bucket is never wider than 1/32
// of its lowest value (3.1 %). The last octave ends at 2^42 ns = 73 minutes; what is
// longer counts in the last bucket, and `max` still has the true value.
#ifndef GRINDER_COUNTERS_H
#define GRINDER_COUNTERS_H

#include <stddef.h>
#include <stdint.h>
#include "grinder_atomics.h"
#include "grinder_layout.h"

#define GR_WORKER_COUNTERS 64
#define GR_RISK_WORDS 448
#define GR_WORKER_ERRORS 16
#define GR_ERROR_TEXT_MAX 216

#define GR_HISTOGRAMS 16
#define GR_HISTOGRAM_SUB_BITS 5
#define GR_HISTOGRAM_SUB_COUNT (1 << GR_HISTOGRAM_SUB_BITS)
#define GR_HISTOGRAM_OCTAVE_LAST 41
#define GR_HISTOGRAM_BUCKETS 1216

_Static_assert(
    GR_HISTOGRAM_BUCKETS == (GR_HISTOGRAM_OCTAVE_LAST - GR_HISTOGRAM_SUB_BITS + 2) * GR_HISTOGRAM_SUB_COUNT,
    "the exact values, then the octaves");

/// One kind of error that a worker met, however often.
typedef struct gr_error_entry {
    uint64_t count;  // 0: free; stored last when the entry is made
    uint64_t first_realtime_ns;
    uint64_t last_realtime_ns;
    uint64_t identity;  // equal errors have equal ones
    uint32_t length;
    uint32_t pad;
    char text[GR_ERROR_TEXT_MAX];
} gr_error_entry_t;

/// What a worker that decides shows of its risk: where each word stands. Counts, or bits of doubles.
enum {
    GR_RISK_ALLOWED = 0,     // by gate, room for 4
    GR_RISK_BLOCKED = 4,     // by gate and reason, room for 4 x 16
    GR_RISK_TRIPS = 68,      // of the strategy's own kill switch, by reason, room for 4
    GR_RISK_LATCH = 72,      // 0: not latched; else the reason + 1
    GR_RISK_HAS_ACCOUNT = 73,  // not 0: the rest is meant
    GR_RISK_EQUITY = 74,
    GR_RISK_HIGH_WATER_MARK = 75,
    GR_RISK_DRAWDOWN_PCT = 76,
    GR_RISK_LIMIT_PCT = 77,  // 0: none
    GR_RISK_REALIZED = 78,
    GR_RISK_UNREALIZED = 79,
    GR_RISK_OPEN_ORDERS = 80,
    GR_RISK_POSITIONS = 81,  // how many stand behind this; those beyond the room are in the sums only
    GR_RISK_POSITION = 82,   // six words each: symbol, quantity, entry price, realized, unrealized, open orders
    GR_RISK_POSITION_WORDS = 6,
    GR_RISK_POSITIONS_MAX = 61,
};

_Static_assert(GR_RISK_POSITION + GR_RISK_POSITIONS_MAX * GR_RISK_POSITION_WORDS <= GR_RISK_WORDS, "positions fit");

/// The counters of one worker; the worker is the only writer.
typedef struct gr_worker_counters {
    uint64_t words[GR_WORKER_COUNTERS];
    uint64_t risk[GR_RISK_WORDS];
    gr_error_entry_t errors[GR_WORKER_ERRORS];
} gr_worker_counters_t;

/// One latency distribution in nanoseconds; one worker is its only writer.
typedef struct gr_histogram {
    uint64_t sum;
    uint64_t max;
    uint64_t pad[14];
    uint64_t buckets[GR_HISTOGRAM_BUCKETS];
} gr_histogram_t;

#define GR_COUNTERS_LAYOUT(SIZE, FIELD)                         \
    SIZE(gr_error_entry_t, 256)                                 \
    FIELD(gr_error_entry_t, count, 0, 8)                        \
    FIELD(gr_error_entry_t, first_realtime_ns, 8, 8)            \
    FIELD(gr_error_entry_t, last_realtime_ns, 16, 8)            \
    FIELD(gr_error_entry_t, identity, 24, 8)                    \
    FIELD(gr_error_entry_t, length, 32, 4)                      \
    FIELD(gr_error_entry_t, text, 40, GR_ERROR_TEXT_MAX)        \
    SIZE(gr_worker_counters_t, 8192)                            \
    FIELD(gr_worker_counters_t, words, 0, 512)                  \
    FIELD(gr_worker_counters_t, risk, 512, 3584)                \
    FIELD(gr_worker_counters_t, errors, 4096, 4096)             \
    SIZE(gr_histogram_t, 9856)                                  \
    FIELD(gr_histogram_t, sum, 0, 8)                            \
    FIELD(gr_histogram_t, max, 8, 8)                            \
    FIELD(gr_histogram_t, buckets, 128, 9728)

GR_LAYOUT_ASSERT(GR_COUNTERS_LAYOUT)

/// The bucket that counts `value`.
GR_INLINE uint32_t gr_histogram_index(uint64_t value) {
    if (value < GR_HISTOGRAM_SUB_COUNT) return (uint32_t)value;
    uint32_t octave = 63 - (uint32_t)__builtin_clzll(value);
    if (octave > GR_HISTOGRAM_OCTAVE_LAST) return GR_HISTOGRAM_BUCKETS - 1;
    uint32_t shift = octave - GR_HISTOGRAM_SUB_BITS;
    return shift * GR_HISTOGRAM_SUB_COUNT + (uint32_t)(value >> shift);
}

/// The highest value that the bucket counts.
GR_INLINE uint64_t gr_histogram_highest(uint32_t index) {
    if (index < 2 * GR_HISTOGRAM_SUB_COUNT) return index;
    uint32_t shift = index / GR_HISTOGRAM_SUB_COUNT - 1;
    uint64_t lowest = (uint64_t)(index - shift * GR_HISTOGRAM_SUB_COUNT) << shift;
    return lowest + (1ULL << shift) - 1;
}

/// Counts one value. A few plain instructions: for the path of every tick.
GR_INLINE void gr_histogram_record(gr_histogram_t *_Nonnull h, uint64_t value) {
    gr_add_single_writer_u64(&h->buckets[gr_histogram_index(value)], 1);
    gr_add_single_writer_u64(&h->sum, value);
    if (value > gr_load_relaxed_u64(&h->max)) gr_store_relaxed_u64(&h->max, value);
}

GR_INLINE const uint64_t *_Nonnull gr_histogram_buckets(const gr_histogram_t *_Nonnull h) { return h->buckets; }
GR_INLINE const uint64_t *_Nonnull gr_histogram_sum(const gr_histogram_t *_Nonnull h) { return &h->sum; }
GR_INLINE const uint64_t *_Nonnull gr_histogram_max(const gr_histogram_t *_Nonnull h) { return &h->max; }

GR_INLINE uint64_t *_Nonnull gr_worker_counters_words(gr_worker_counters_t *_Nonnull c) { return c->words; }
GR_INLINE uint64_t *_Nonnull gr_worker_risk_words(gr_worker_counters_t *_Nonnull c) { return c->risk; }
GR_INLINE gr_error_entry_t *_Nonnull gr_worker_counters_error(gr_worker_counters_t *_Nonnull c, uint32_t index) {
    return &c->errors[index];
}
GR_INLINE uint64_t *_Nonnull gr_error_entry_count(gr_error_entry_t *_Nonnull e) { return &e->count; }
GR_INLINE uint64_t *_Nonnull gr_error_entry_last(gr_error_entry_t *_Nonnull e) { return &e->last_realtime_ns; }
GR_INLINE char *_Nonnull gr_error_entry_text(gr_error_entry_t *_Nonnull e) { return e->text; }

#endif
