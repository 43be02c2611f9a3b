// Ring control block: everything about a ring that is not a record.
//
// Each word that another core writes lies on its own 128-byte pair of lines,
// because the prefetcher fetches lines in pairs. The slots follow at a page
// boundary. Writers: P producer, C consumer, T tap (the journaller, a second
// reader that some rings have), S supervisor (create only).
#ifndef GRINDER_RING_H
#define GRINDER_RING_H

#include <stddef.h>
#include <stdint.h>
#include "grinder_layout.h"

#define GR_RING_MAGIC 0x31474e4952524721ULL  // "!GRRING1"
#define GR_RING_SLOT_ALIGN 64
#define GR_RING_CAPACITY_MAX (1ULL << 32)

typedef struct gr_ring_control {
    // S: identity, constant after creation
    uint64_t magic;
    uint32_t kind;
    uint32_t slot_size;
    uint64_t capacity;
    uint32_t is_tapped;  // 1: no slot is reused before the tap has finished with it
    uint32_t identity_reserved;
    uint64_t identity_pad[12];
    // P: restarts of the producer; never a reason to drop records
    uint64_t incarnation;
    uint64_t incarnation_pad[15];
    // P: leadership; records carry it too
    uint64_t fence;
    uint64_t fence_pad[15];
    // C: committed position = number of records finished with
    uint64_t head;
    uint64_t head_pad[15];
    // C and T set their half to 1 before they sleep on an empty ring; P clears and
    // wakes. One word, so that a second reader costs P no second load; while both
    // are awake nobody writes it.
    union {
        struct {
            uint32_t consumer_parked;
            uint32_t tap_parked;
        };
        uint64_t readers_parked;
    };
    uint64_t readers_parked_pad[15];
    // P sets 1 before it sleeps on a full ring; C and T clear and wake
    uint32_t producer_parked;
    uint32_t producer_parked_pad[31];
    // P: CLOCK_MONOTONIC ns
    uint64_t producer_heartbeat_ns;
    uint64_t producer_heartbeat_pad[15];
    // P: counters
    uint64_t full_waits;       // times the producer found the ring full
    uint64_t producer_parks;   // times it slept for space
    uint64_t conflated;        // records merged instead of queued
    uint64_t consumer_wakes;   // wake-up system calls it made
    uint64_t high_water;       // most records found waiting, see RingProducer.noteDepth
    uint64_t producer_counters_pad[11];
    // C: counters
    uint64_t consumer_parks;   // times the consumer slept for records
    uint64_t producer_wakes;   // wake-up system calls it made
    uint64_t consumer_resumes; // consumers that attached, the first included
    uint64_t consumer_counters_pad[13];
    // T: committed position = number of records that are safe elsewhere
    uint64_t tap;
    uint64_t tap_pad[15];
    // T: counters
    uint64_t tap_parks;       // times the tap slept for records
    uint64_t tap_wakes;       // wake-up system calls it made
    uint64_t tap_resumes;     // taps that attached, the first included
    uint64_t tap_counters_pad[13];
    uint64_t reserved[336];
} gr_ring_control_t;

#define GR_RING_LAYOUT(SIZE, FIELD)                               \
    SIZE(gr_ring_control_t, 4096)                                 \
    FIELD(gr_ring_control_t, magic, 0, 8)                         \
    FIELD(gr_ring_control_t, kind, 8, 4)                          \
    FIELD(gr_ring_control_t, slot_size, 12, 4)                    \
    FIELD(gr_ring_control_t, capacity, 16, 8)                     \
    FIELD(gr_ring_control_t, is_tapped, 24, 4)                    \
    FIELD(gr_ring_control_t, incarnation, 128, 8)                 \
    FIELD(gr_ring_control_t, fence, 256, 8)                       \
    FIELD(gr_ring_control_t, head, 384, 8)                        \
    FIELD(gr_ring_control_t, consumer_parked, 512, 4)             \
    FIELD(gr_ring_control_t, tap_parked, 516, 4)                  \
    FIELD(gr_ring_control_t, readers_parked, 512, 8)              \
    FIELD(gr_ring_control_t, producer_parked, 640, 4)             \
    FIELD(gr_ring_control_t, producer_heartbeat_ns, 768, 8)       \
    FIELD(gr_ring_control_t, full_waits, 896, 8)                  \
    FIELD(gr_ring_control_t, producer_parks, 904, 8)              \
    FIELD(gr_ring_control_t, conflated, 912, 8)                   \
    FIELD(gr_ring_control_t, consumer_wakes, 920, 8)              \
    FIELD(gr_ring_control_t, high_water, 928, 8)                  \
    FIELD(gr_ring_control_t, consumer_parks, 1024, 8)             \
    FIELD(gr_ring_control_t, producer_wakes, 1032, 8)             \
    FIELD(gr_ring_control_t, consumer_resumes, 1040, 8)           \
    FIELD(gr_ring_control_t, tap, 1152, 8)                        \
    FIELD(gr_ring_control_t, tap_parks, 1280, 8)                  \
    FIELD(gr_ring_control_t, tap_wakes, 1288, 8)                  \
    FIELD(gr_ring_control_t, tap_resumes, 1296, 8)

GR_LAYOUT_ASSERT(GR_RING_LAYOUT)

// Field addresses: Swift cannot take the address of a member of a pointee.
#define GR_RING_FIELD(name, type) \
    static inline __attribute__((always_inline)) type *_Nonnull gr_ring_##name(gr_ring_control_t *_Nonnull r) { return &r->name; }
GR_RING_FIELD(magic, uint64_t)
GR_RING_FIELD(incarnation, uint64_t)
GR_RING_FIELD(fence, uint64_t)
GR_RING_FIELD(head, uint64_t)
GR_RING_FIELD(consumer_parked, uint32_t)
GR_RING_FIELD(tap_parked, uint32_t)
GR_RING_FIELD(readers_parked, uint64_t)
GR_RING_FIELD(producer_parked, uint32_t)
GR_RING_FIELD(producer_heartbeat_ns, uint64_t)
GR_RING_FIELD(full_waits, uint64_t)
GR_RING_FIELD(producer_parks, uint64_t)
GR_RING_FIELD(conflated, uint64_t)
GR_RING_FIELD(consumer_wakes, uint64_t)
GR_RING_FIELD(high_water, uint64_t)
GR_RING_FIELD(consumer_parks, uint64_t)
GR_RING_FIELD(producer_wakes, uint64_t)
GR_RING_FIELD(consumer_resumes, uint64_t)
GR_RING_FIELD(tap, uint64_t)
GR_RING_FIELD(tap_parks, uint64_t)
GR_RING_FIELD(tap_wakes, uint64_t)
GR_RING_FIELD(tap_resumes, uint64_t)

#endif
