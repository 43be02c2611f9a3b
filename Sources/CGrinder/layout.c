#include "grinder_region.h"

#define SIZE_FACT(type, bytes) {"sizeof " #type, sizeof(type)},
#define FIELD_FACT(type, field, offset, bytes)        \
    {"offset " #type "." #field, offsetof(type, field)}, \
    {"size " #type "." #field, sizeof(((type *)0)->field)},
#define CONSTANT_FACT(name) {#name, name},

static const gr_layout_fact_t facts[] = {
    CONSTANT_FACT(GR_REGION_ABI_VERSION)
    CONSTANT_FACT(GR_WORKER_SLOTS)
    CONSTANT_FACT(GR_PERMIT_WORDS)
    CONSTANT_FACT(GR_RING_DIRECTORY_ENTRIES)
    CONSTANT_FACT(GR_WORKER_COUNTERS)
    CONSTANT_FACT(GR_WORKER_COUNTERS_STRIDE)
    CONSTANT_FACT(GR_OFFSET_DIRECTORY)
    CONSTANT_FACT(GR_OFFSET_PERMITS)
    CONSTANT_FACT(GR_OFFSET_WORKERS)
    CONSTANT_FACT(GR_OFFSET_RUN_CONFIGURATION)
    CONSTANT_FACT(GR_OFFSET_RUN_RESULT)
    CONSTANT_FACT(GR_OFFSET_COUNTERS)
    CONSTANT_FACT(GR_OFFSET_HISTOGRAMS)
    CONSTANT_FACT(GR_OFFSET_RUN_OPTIONS)
    CONSTANT_FACT(GR_OFFSET_SYMBOL_NAMES)
    CONSTANT_FACT(GR_SYMBOL_NAMES)
    CONSTANT_FACT(GR_OFFSET_RINGS)
    CONSTANT_FACT(GR_HISTOGRAMS)
    CONSTANT_FACT(GR_HISTOGRAM_SUB_BITS)
    CONSTANT_FACT(GR_HISTOGRAM_OCTAVE_LAST)
    CONSTANT_FACT(GR_WORKER_ERRORS)
    CONSTANT_FACT(GR_PERMIT_LEASE_DEADLINE)
    CONSTANT_FACT(GR_PERMIT_FENCE_EPOCH)
    CONSTANT_FACT(GR_PERMIT_KILL_SWITCH)
    CONSTANT_FACT(GR_PERMIT_OPERATOR_OVERRIDE)
    CONSTANT_FACT(GR_PERMIT_ARMING)
    CONSTANT_FACT(GR_PERMIT_MODE)
    CONSTANT_FACT(GR_PERMIT_KILL_SWITCH_CHANGES)
    CONSTANT_FACT(GR_PERMIT_KILL_SWITCH_LOG)
    GR_RING_LAYOUT(SIZE_FACT, FIELD_FACT)
    GR_REGION_LAYOUT(SIZE_FACT, FIELD_FACT)
    GR_COUNTERS_LAYOUT(SIZE_FACT, FIELD_FACT)
    GR_RECORDS_LAYOUT(SIZE_FACT, FIELD_FACT)
};

const gr_layout_fact_t *gr_layout_facts(size_t *count) {
    *count = sizeof facts / sizeof facts[0];
    return facts;
}

static const gr_layout_fact_t record_facts[] = {GR_RECORDS_LAYOUT(SIZE_FACT, FIELD_FACT)};

static uint64_t fold(const gr_layout_fact_t *table, size_t count) {
    uint64_t hash = GR_LAYOUT_SEED;
    for (size_t i = 0; i < count; i++) hash = GR_LAYOUT_MIX_ONE(hash, table[i].value);
    return hash;
}

// The table is constant, so the optimiser may fold this; it runs once per attach anyway.
uint64_t gr_layout_hash(void) { return fold(facts, sizeof facts / sizeof facts[0]); }

uint64_t gr_records_hash(void) { return fold(record_facts, sizeof record_facts / sizeof record_facts[0]); }
