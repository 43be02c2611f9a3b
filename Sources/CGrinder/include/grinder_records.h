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
    // Paper only. A tick is settled after its decision and, if it was executed, its report.
    GR_RECORD_BOOK = 16,        // market, intent: gr_book_t
    GR_RECORD_PASS_END = 17,    // market: gr_end_t, the selection pass is over
    GR_RECORD_FILL = 18,        // report: gr_fill_t, after the outcomes
    GR_RECORD_FEATURES = 19,    // intent: gr_features_t
    GR_RECORD_TREND = 20,       // intent: gr_trend_t, after the features
    GR_RECORD_GATING = 21,      // intent: gr_gating_t
    GR_RECORD_DRAWDOWN = 22,    // intent: gr_drawdown_t
    GR_RECORD_GUARD = 23,       // intent: gr_guard_t
    GR_RECORD_CYCLE = 24,       // intent: gr_cycle_t
    GR_RECORD_SETTLEMENT = 25,  // intent: gr_settlement_t, the tick's output is complete
    // Free-running only: what neither side could compute again, because it depended on time.
    GR_RECORD_SOURCE = 26,      // market: gr_source_t, before an event that does not follow the one before it
    GR_RECORD_READING = 27,     // intent: gr_reading_t, before each decision
};

/// What a text record defines.
enum {
    GR_TEXT_SYMBOL = 0,   // the next symbol; the text is its key
    GR_TEXT_DECIMAL = 1,  // the decimal of field `field`
    GR_TEXT_REPORT = 2,   // what the strategy knows at the end of a run, as JSON
};

/// What follows a tick.
enum {
    GR_PLAN_NONE = 0,      // nothing
    GR_PLAN_EXECUTED = 1,  // plan, sizes, actions, summary
    GR_PLAN_KEPT = 2,      // plan and sizes: a gate blocked it
};

/// How far the execution of a tick came.
enum {
    GR_TICK_EXECUTED = 0,
    GR_TICK_ORDERS_FAILED = 1,
    GR_TICK_FILLS_FAILED = 2,
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
    uint8_t keeps_orders;  // intent: the orders of the tick that failed stand
    uint8_t pad0[2];
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
/// In paper the mid price comes along, because fills are judged by it.
typedef struct gr_tick {
    uint64_t sequence;
    uint8_t kind;
    uint8_t time_kind;
    uint16_t symbol;
    uint8_t filter_reason;
    uint8_t plan;  // GR_PLAN_*
    int8_t mid_exponent;
    uint8_t wide;  // bit 0: mid price
    int64_t event_time;
    uint64_t receive_time_ns;
    uint64_t decide_time_ns;
    uint64_t tick;   // decisions since the start, from 1
    uint64_t fence;  // leadership epoch of the decision
    int64_t mid_price;
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
    uint8_t failed;  // GR_TICK_*
    uint8_t fault;
    uint8_t pad0[5];
    uint64_t tick;
    uint64_t pad1[5];
} gr_tick_done_t;

/// What a market order of the reference quantity would cost in a symbol's newest book.
typedef struct gr_book {
    uint64_t sequence;
    uint8_t kind;
    uint8_t insufficient;  // bit 0: depth for a BUY, 1: for a SELL
    uint16_t symbol;
    uint8_t pad0[4];
    int64_t time_ms;
    int64_t buy_impact_bps;
    int64_t sell_impact_bps;
    uint64_t pad1[3];
} gr_book_t;

enum {
    GR_FILL_OF_ACTION = 0,  // reference: the index of a PLACE action
    GR_FILL_OF_ORDER = 1,   // reference: an order number
};

typedef struct gr_fill {
    uint64_t sequence;
    uint8_t kind;
    uint8_t origin;
    uint8_t side;
    uint8_t wide;  // bit 0 price, 1 quantity
    int8_t price_exponent;
    int8_t quantity_exponent;
    uint8_t pad0[2];
    int64_t price;
    int64_t quantity;
    uint64_t reference;
    uint64_t pad1[3];
} gr_fill_t;

/// What the feature engine says of the tick beside its mid price, time and symbol.
typedef struct gr_features {
    uint64_t sequence;
    uint8_t kind;
    uint8_t wide;  // bit 0 thin quantity, 1 ATR
    uint8_t has_atr;
    int8_t thin_exponent;
    int8_t atr_exponent;
    uint8_t pad0[3];
    int64_t thin_quantity;
    int64_t atr;
    int64_t spread_bps;
    int64_t imbalance_bps;
    int64_t natr_bps;
    int64_t warmup_bars;
} gr_features_t;

typedef struct gr_trend {
    uint64_t sequence;
    uint8_t kind;
    uint8_t pad0[7];
    int64_t sum_abs_returns_bps;
    int64_t net_return_bps;
    int64_t range_score;
    uint64_t pad1[3];
} gr_trend_t;

/// The evidence in a gating record, and what its values are: i an integer, d a double's bits,
/// c a decimal's coefficient whose exponent stands at its place among the decimals.
enum {
    GR_GATE_NOTHING = 0,
    GR_GATE_COOLDOWN = 1,         // i elapsed, i cooldown
    GR_GATE_RATE_LIMITED = 2,     // i count, i most, i window start
    GR_GATE_RATE_USE = 3,         // i count, i most
    GR_GATE_DAILY_LOSS = 4,       // c pnl, c limit
    GR_GATE_NOTIONAL_BREACH = 5,  // c current, c proposed, c new total, c limit, i scope
    GR_GATE_NOTIONAL_USE = 6,     // c symbol, c total
    GR_GATE_SPREAD_SPIKE = 7,     // d spread, d limit, d excess
    GR_GATE_PRICE_IMPACT = 8,     // c oldest, c current, d change, d limit, i window
    GR_GATE_CALM = 9,             // d spread, d limit, i prices
    GR_GATE_ALL = 10,             // c symbol, c total, i count, i most
    GR_GATE_KILL_SWITCH = 11,     // c equity, c mark, d drawdown, d threshold, i reason, i time
    GR_GATE_KILL_SWITCH_BARE = 12,  // i reason, i time: tripped without evidence
    GR_GATE_KILL_SWITCH_CLEAR = 13,
};

typedef struct gr_gating {
    uint64_t sequence;
    uint8_t kind;
    uint8_t reason;
    uint8_t details;  // GR_GATE_*
    uint8_t flags;    // bits 0 to 3: decimal was sent ahead; 4 to 6: double prints as an integer
    int8_t exponent[4];
    int64_t value[6];
} gr_gating_t;

enum {
    GR_DRAWDOWN_CALM = 0,
    GR_DRAWDOWN_TRIGGERED_NOW = 1,
    GR_DRAWDOWN_TRIGGERED_BEFORE = 2,
};

typedef struct gr_drawdown {
    uint64_t sequence;
    uint8_t kind;
    uint8_t trigger;  // GR_DRAWDOWN_*
    uint8_t wide;     // bit 0 equity, 1 mark, 2 trigger's equity
    uint8_t integer_threshold;
    int8_t equity_exponent;
    int8_t mark_exponent;
    int8_t trigger_exponent;
    uint8_t pad0[1];
    int64_t equity;
    int64_t high_water_mark;
    double drawdown_pct;
    double threshold_pct;
    int64_t trigger_equity;
    double trigger_pct;
} gr_drawdown_t;

/// A refusal of drawdown guard v1.
typedef struct gr_guard {
    uint64_t sequence;
    uint8_t kind;
    uint8_t allowed;
    uint8_t reason;
    uint8_t state;
    uint8_t has;   // bit 0 details, 1 symbol, 2 breach, 3 budget
    uint8_t wide;  // bit 0 drawdown, 1 limit, 2 budget, 3 loss
    uint16_t symbol;
    int64_t portfolio_drawdown;
    int64_t portfolio_limit;
    int64_t budget;
    int64_t loss;
    int8_t exponent[4];
    uint8_t pad0[12];
} gr_guard_t;

typedef struct gr_cycle {
    uint64_t sequence;
    uint8_t kind;
    uint8_t type;
    uint8_t side;
    uint8_t wide;  // bit 0 price, 1 quantity
    int8_t price_exponent;
    int8_t quantity_exponent;
    uint8_t pad0[2];
    int64_t price;
    int64_t quantity;
    uint64_t fill;  // index of the tick's fill that asks for it
    uint64_t pad1[3];
} gr_cycle_t;

enum {
    GR_SETTLED_BLOCKED_BY_GATING = 1,
    GR_SETTLED_BLOCKED_BY_GUARD = 2,
    GR_SETTLED_KILL_SWITCH = 4,
    GR_SETTLED_NOT_IN_TOPK = 8,
    GR_SETTLED_RANKED = 16,
    GR_SETTLED_PNL = 32,
};

typedef struct gr_settlement {
    uint64_t sequence;
    uint8_t kind;
    uint8_t flags;  // GR_SETTLED_*
    uint8_t wide;   // bit 0 realized, 1 unrealized, 2 total
    int8_t realized_exponent;
    int8_t unrealized_exponent;
    int8_t total_exponent;
    uint8_t pad0[2];
    int64_t realized_pnl;
    int64_t unrealized_pnl;
    int64_t total_pnl;
    uint64_t tick;
    uint64_t rank;
    uint64_t pad1[1];
} gr_settlement_t;

/// Which event of the source the next record of the market ring is; those behind it follow one by one. Without such
/// records the first one is event 0.
typedef struct gr_source {
    uint64_t sequence;
    uint8_t kind;
    uint8_t pad0[7];
    uint64_t event;
    uint64_t pad1[5];
} gr_source_t;

/// How many records of the market ring had been taken when the decision behind this was made.
typedef struct gr_reading {
    uint64_t sequence;
    uint8_t kind;
    uint8_t pad0[7];
    uint64_t market;
    uint64_t pad1[5];
} gr_reading_t;

// The pages beside the rings.

typedef struct gr_run_configuration {
    uint32_t pipeline;  // GR_PIPELINE_*
    uint32_t keeps;     // GR_KEEPS_*
    uint64_t pace_us;  // least time between events
    double spacing_bps;
    uint32_t spacing_is_integer;
    uint32_t is_free_running;
    int64_t levels;
    int64_t price_precision;
    int64_t quantity_precision;
    uint64_t size_low;
    uint64_t size_high;
    int64_t size_exponent;
    uint64_t size_flags;
    uint64_t options_length;  // paper: bytes of the options section, JSON
    double speed;             // times the speed at which the source was recorded; 0: as fast as it can
    uint64_t repeats;         // how often the source is sent
} gr_run_configuration_t;

enum { GR_PIPELINE_REPLAY = 1, GR_PIPELINE_PAPER = 2 };
enum { GR_KEEPS_TICK_DIGESTS = 1, GR_KEEPS_DOCUMENTS = 2, GR_KEEPS_FULL_DIGEST = 4 };

typedef struct gr_run_result {
    uint32_t is_ready;  // stored last, with release
    uint32_t pad0;
    uint64_t events;
    uint64_t outputs;
    uint64_t failures;
    uint8_t digest[32];
    uint8_t full_digest[32];  // paper: over all members
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
    FIELD(gr_tick_t, mid_price, 56, 8)                      \
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
    SIZE(gr_book_t, 64)                                     \
    FIELD(gr_book_t, kind, 8, 1)                            \
    FIELD(gr_book_t, symbol, 10, 2)                         \
    FIELD(gr_book_t, sell_impact_bps, 32, 8)                \
    SIZE(gr_fill_t, 64)                                     \
    FIELD(gr_fill_t, kind, 8, 1)                            \
    FIELD(gr_fill_t, price, 16, 8)                          \
    FIELD(gr_fill_t, reference, 32, 8)                      \
    SIZE(gr_features_t, 64)                                 \
    FIELD(gr_features_t, kind, 8, 1)                        \
    FIELD(gr_features_t, thin_quantity, 16, 8)              \
    FIELD(gr_features_t, warmup_bars, 56, 8)                \
    SIZE(gr_trend_t, 64)                                    \
    FIELD(gr_trend_t, kind, 8, 1)                           \
    FIELD(gr_trend_t, range_score, 32, 8)                   \
    SIZE(gr_gating_t, 64)                                   \
    FIELD(gr_gating_t, kind, 8, 1)                          \
    FIELD(gr_gating_t, exponent, 12, 4)                     \
    FIELD(gr_gating_t, value, 16, 48)                       \
    SIZE(gr_drawdown_t, 64)                                 \
    FIELD(gr_drawdown_t, kind, 8, 1)                        \
    FIELD(gr_drawdown_t, equity, 16, 8)                     \
    FIELD(gr_drawdown_t, trigger_pct, 56, 8)                \
    SIZE(gr_guard_t, 64)                                    \
    FIELD(gr_guard_t, kind, 8, 1)                           \
    FIELD(gr_guard_t, symbol, 14, 2)                        \
    FIELD(gr_guard_t, loss, 40, 8)                          \
    FIELD(gr_guard_t, exponent, 48, 4)                      \
    SIZE(gr_cycle_t, 64)                                    \
    FIELD(gr_cycle_t, kind, 8, 1)                           \
    FIELD(gr_cycle_t, fill, 32, 8)                          \
    SIZE(gr_settlement_t, 64)                               \
    FIELD(gr_settlement_t, kind, 8, 1)                      \
    FIELD(gr_settlement_t, realized_pnl, 16, 8)             \
    FIELD(gr_settlement_t, tick, 40, 8)                     \
    FIELD(gr_settlement_t, rank, 48, 8)                     \
    SIZE(gr_source_t, 64)                                   \
    FIELD(gr_source_t, kind, 8, 1)                          \
    FIELD(gr_source_t, event, 16, 8)                        \
    SIZE(gr_reading_t, 64)                                  \
    FIELD(gr_reading_t, kind, 8, 1)                         \
    FIELD(gr_reading_t, market, 16, 8)                      \
    SIZE(gr_run_configuration_t, 112)                       \
    FIELD(gr_run_configuration_t, pace_us, 8, 8)            \
    FIELD(gr_run_configuration_t, size_low, 56, 8)          \
    FIELD(gr_run_configuration_t, options_length, 88, 8)    \
    FIELD(gr_run_configuration_t, repeats, 104, 8)          \
    SIZE(gr_run_result_t, 96)                               \
    FIELD(gr_run_result_t, events, 8, 8)                    \
    FIELD(gr_run_result_t, digest, 32, 32)                  \
    FIELD(gr_run_result_t, full_digest, 64, 32)

#endif
