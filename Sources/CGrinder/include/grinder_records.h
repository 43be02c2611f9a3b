// What travels on the rings: one 64-byte slot a record, fixed layouts.
//
// Every record begins with its slot's sequence and its kind. A value that does not
// fit its hot field (more than 63 bits, an exponent beyond 8 bits, a negative zero,
// NaN, ...) is sent ahead as GR_RECORD_WIDE or, if it has more than 38 digits, as
// text; the record that needs it has its bit set in `wide`. Texts (symbols) are
// defined once per ring, before the first record that uses their index.
#ifndef GRINDER_RECORDS_H
#define GRINDER_RECORDS_H

#include <stddef.h>
#include <stdint.h>

enum {
    GR_RECORD_NONE = 0,
    GR_RECORD_SNAPSHOT = 1,     // market: gr_snapshot_t
    GR_RECORD_UNHANDLED = 2,    // market: gr_fault_t, time only
    GR_RECORD_FAULT = 3,        // market, intent: gr_fault_t
    GR_RECORD_END = 4,          // market, intent: gr_end_t
    GR_RECORD_TEXT = 5,         // any: gr_text_t, then chunks
    GR_RECORD_TEXT_CHUNK = 6,   // any: gr_text_chunk_t
    GR_RECORD_WIDE = 7,         // any: gr_wide_t
    GR_RECORD_TICK = 8,         // intent: gr_tick_t
    GR_RECORD_PLAN = 9,         // intent: gr_plan_t
    GR_RECORD_SIZE = 10,        // intent: gr_size_t
    GR_RECORD_ACTION = 11,      // intent: gr_action_t
    GR_RECORD_SUMMARY = 12,     // intent: gr_summary_t, the tick is complete
    GR_RECORD_OUTCOME = 13,     // report: gr_outcome_t
    GR_RECORD_TICK_DONE = 14,   // report: gr_tick_done_t
    GR_RECORD_WIDE_SNAPSHOT = 15,  // market: gr_snapshot_t, all four values were sent ahead
};

/// What a text record defines.
enum {
    GR_TEXT_SYMBOL = 0,   // the next symbol; the text is its key
    GR_TEXT_DECIMAL = 1,  // the decimal of field `field`
};

/// Any record, before its kind is known.
typedef struct gr_record {
    uint64_t sequence;
    uint8_t kind;
    uint8_t pad[55];
} gr_record_t;

/// Best bid and ask. The values are coefficients, the exponents beside them powers of ten.
typedef struct gr_snapshot {
    uint64_t sequence;
    uint8_t kind;
    uint8_t time_kind;
    uint16_t symbol;
    int8_t bid_price_exponent;
    int8_t ask_price_exponent;
    int8_t bid_quantity_exponent;
    int8_t ask_quantity_exponent;
    int64_t event_time;       // the exchange's clock, or what stood for it
    uint64_t receive_time_ns;  // CLOCK_MONOTONIC of this machine
    int64_t bid_price;
    int64_t ask_price;
    int64_t bid_quantity;
    int64_t ask_quantity;
} gr_snapshot_t;

/// An event without output: unhandled, unreadable, or failed while it was decided.
typedef struct gr_fault {
    uint64_t sequence;
    uint8_t kind;
    uint8_t time_kind;
    uint8_t fault;
    uint8_t field;
    uint8_t has_field;
    uint8_t pad0[3];
    int64_t event_time;
    uint64_t pad1[5];
} gr_fault_t;

typedef struct gr_end {
    uint64_t sequence;
    uint8_t kind;
    uint8_t pad0[7];
    uint64_t events;  // records of the source, of every type
    uint64_t pad1[5];
} gr_end_t;

typedef struct gr_text {
    uint64_t sequence;
    uint8_t kind;
    uint8_t role;
    uint8_t field;
    uint8_t pad0[5];
    uint64_t length;
    uint64_t pad1[5];
} gr_text_t;

#define GR_TEXT_CHUNK_BYTES 48

typedef struct gr_text_chunk {
    uint64_t sequence;
    uint8_t kind;
    uint8_t count;
    uint8_t pad0[6];
    uint8_t bytes[GR_TEXT_CHUNK_BYTES];
} gr_text_chunk_t;

typedef struct gr_wide {
    uint64_t sequence;
    uint8_t kind;
    uint8_t field;
    uint8_t pad0[6];
    uint64_t low;
    uint64_t high;
    int64_t exponent;
    uint64_t flags;
    uint64_t pad1[2];
} gr_wide_t;

/// A decision begins. Without a plan it is complete.
typedef struct gr_tick {
    uint64_t sequence;
    uint8_t kind;
    uint8_t time_kind;
    uint16_t symbol;
    uint8_t filter_reason;
    uint8_t has_plan;
    uint8_t pad0[2];
    int64_t event_time;
    uint64_t receive_time_ns;
    uint64_t decide_time_ns;
    uint64_t tick;   // decisions since the start, from 1
    uint64_t fence;  // leadership epoch of the decision
    uint64_t pad1[1];
} gr_tick_t;

typedef struct gr_plan {
    uint64_t sequence;
    uint8_t kind;
    uint8_t mode;
    uint8_t regime;
    uint8_t reset;
    int8_t center_exponent;
    uint8_t wide;           // bit 0: center price
    uint8_t integer_points;  // bit 0 spacing, 1 skew, 2 width print as integers
    uint8_t reason_count;
    int64_t center_price;
    double spacing_bps;
    double skew_bps;
    double width_bps;
    uint32_t levels_up;
    uint32_t levels_down;
    uint64_t reasons;  // one code a byte
} gr_plan_t;

/// A run of equal entries of the size schedule.
typedef struct gr_size {
    uint64_t sequence;
    uint8_t kind;
    uint8_t is_uniform;
    uint8_t wide;
    uint8_t pad0[1];
    uint32_t count;
    uint64_t low;
    uint64_t high;
    int64_t exponent;
    uint64_t flags;
    uint64_t pad1[2];
} gr_size_t;

typedef struct gr_action {
    uint64_t sequence;
    uint8_t kind;
    uint8_t type;
    uint8_t side;
    uint8_t reason;
    int8_t price_exponent;
    int8_t quantity_exponent;
    uint8_t wide;        // bit 0 price, 1 quantity
    uint8_t order_time_kind;
    int64_t price;
    int64_t quantity;
    int32_t level;
    uint32_t order_symbol;  // of the order to cancel, like the rest
    uint64_t order_number;
    int64_t order_time;
    uint64_t fence;
} gr_action_t;

typedef struct gr_summary {
    uint64_t sequence;
    uint8_t kind;
    uint8_t summary;
    uint8_t reset;
    uint8_t pad0[5];
    uint32_t placed;
    uint32_t cancelled;
    uint64_t tick;
    uint64_t fence;
    uint64_t pad1[3];
} gr_summary_t;

/// What became of one action; in the order of the actions.
typedef struct gr_outcome {
    uint64_t sequence;
    uint8_t kind;
    uint8_t outcome;
    int8_t quantity_exponent;
    uint8_t wide;
    uint8_t refusal;  // why it did not leave, when the outcome says so
    uint8_t pad0[3];
    int64_t quantity;
    uint64_t order_number;
    uint64_t pad1[4];
} gr_outcome_t;

typedef struct gr_tick_done {
    uint64_t sequence;
    uint8_t kind;
    uint8_t failed;
    uint8_t fault;
    uint8_t pad0[5];
    uint64_t tick;
    uint64_t pad1[5];
} gr_tick_done_t;

// The pages beside the rings.

typedef struct gr_run_configuration {
    uint32_t pipeline;  // GR_PIPELINE_*
    uint32_t keeps_tick_digests;
    uint64_t pace_us;  // least time between events
    double spacing_bps;
    uint32_t spacing_is_integer;
    uint32_t pad0;
    int64_t levels;
    int64_t price_precision;
    int64_t quantity_precision;
    uint64_t size_low;
    uint64_t size_high;
    int64_t size_exponent;
    uint64_t size_flags;
} gr_run_configuration_t;

enum { GR_PIPELINE_REPLAY = 1 };

typedef struct gr_run_result {
    uint32_t is_ready;  // stored last, with release
    uint32_t pad0;
    uint64_t events;
    uint64_t outputs;
    uint64_t failures;
    uint8_t digest[32];
} gr_run_result_t;

#define GR_RECORDS_LAYOUT(SIZE, FIELD)                      \
    SIZE(gr_record_t, 64)                                   \
    FIELD(gr_record_t, sequence, 0, 8)                      \
    FIELD(gr_record_t, kind, 8, 1)                          \
    SIZE(gr_snapshot_t, 64)                                 \
    FIELD(gr_snapshot_t, kind, 8, 1)                        \
    FIELD(gr_snapshot_t, symbol, 10, 2)                     \
    FIELD(gr_snapshot_t, event_time, 16, 8)                 \
    FIELD(gr_snapshot_t, receive_time_ns, 24, 8)            \
    FIELD(gr_snapshot_t, bid_price, 32, 8)                  \
    FIELD(gr_snapshot_t, ask_quantity, 56, 8)               \
    SIZE(gr_fault_t, 64)                                    \
    FIELD(gr_fault_t, kind, 8, 1)                           \
    FIELD(gr_fault_t, event_time, 16, 8)                    \
    SIZE(gr_end_t, 64)                                      \
    FIELD(gr_end_t, kind, 8, 1)                             \
    FIELD(gr_end_t, events, 16, 8)                          \
    SIZE(gr_text_t, 64)                                     \
    FIELD(gr_text_t, kind, 8, 1)                            \
    FIELD(gr_text_t, length, 16, 8)                         \
    SIZE(gr_text_chunk_t, 64)                               \
    FIELD(gr_text_chunk_t, kind, 8, 1)                      \
    FIELD(gr_text_chunk_t, bytes, 16, GR_TEXT_CHUNK_BYTES)  \
    SIZE(gr_wide_t, 64)                                     \
    FIELD(gr_wide_t, kind, 8, 1)                            \
    FIELD(gr_wide_t, low, 16, 8)                            \
    SIZE(gr_tick_t, 64)                                     \
    FIELD(gr_tick_t, kind, 8, 1)                            \
    FIELD(gr_tick_t, event_time, 16, 8)                     \
    FIELD(gr_tick_t, fence, 48, 8)                          \
    SIZE(gr_plan_t, 64)                                     \
    FIELD(gr_plan_t, kind, 8, 1)                            \
    FIELD(gr_plan_t, center_price, 16, 8)                   \
    FIELD(gr_plan_t, reasons, 56, 8)                        \
    SIZE(gr_size_t, 64)                                     \
    FIELD(gr_size_t, kind, 8, 1)                            \
    FIELD(gr_size_t, low, 16, 8)                            \
    SIZE(gr_action_t, 64)                                   \
    FIELD(gr_action_t, kind, 8, 1)                          \
    FIELD(gr_action_t, price, 16, 8)                        \
    FIELD(gr_action_t, order_symbol, 36, 4)                 \
    FIELD(gr_action_t, fence, 56, 8)                        \
    SIZE(gr_summary_t, 64)                                  \
    FIELD(gr_summary_t, kind, 8, 1)                         \
    FIELD(gr_summary_t, placed, 16, 4)                      \
    FIELD(gr_summary_t, fence, 32, 8)                       \
    SIZE(gr_outcome_t, 64)                                  \
    FIELD(gr_outcome_t, kind, 8, 1)                         \
    FIELD(gr_outcome_t, quantity, 16, 8)                    \
    SIZE(gr_tick_done_t, 64)                                \
    FIELD(gr_tick_done_t, kind, 8, 1)                       \
    FIELD(gr_tick_done_t, tick, 16, 8)                      \
    SIZE(gr_run_configuration_t, 88)                        \
    FIELD(gr_run_configuration_t, pace_us, 8, 8)            \
    FIELD(gr_run_configuration_t, size_low, 56, 8)          \
    SIZE(gr_run_result_t, 64)                               \
    FIELD(gr_run_result_t, events, 8, 8)                    \
    FIELD(gr_run_result_t, digest, 32, 32)

#endif
