// Ring control block: everything about a ring that is not a record.
//
// Each word that another core writes lies on its own 128-byte pair of lines,
// because the prefetcher fetches lines in pairs. The slots follow at a page
// boundary. Writers: P producer, C consumer, S supervisor (create only).
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
    uint64_t identity_pad[13];
    // P: restarts of the producer; never a reason to drop records
    uint64_t incarnation;
    uint64_t incarnation_pad[15];
    // P: leadership; records carry it too
    uint64_t fence;
    uint64_t fence_pad[15];
    // C: committed position = number of records finished with
    uint64_t head;
    uint64_t head_pad[15];
    // C sets 1 before it sleeps on an empty ring; P clears and wakes
    uint32_t consumer_parked;
    uint32_t consumer_parked_pad[31];
    // P sets 1 before it sleeps on a full ring; C clears and wakes
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
    uint64_t reserved[368];
} gr_ring_control_t;

#define GR_RING_LAYOUT(SIZE, FIELD)                               \
    SIZE(gr_ring_control_t, 4096)                                 \
    FIELD(gr_ring_control_t, magic, 0, 8)                         \
    FIELD(gr_ring_control_t, kind, 8, 4)                          \
    FIELD(gr_ring_control_t, slot_size, 12, 4)                    \
    FIELD(gr_ring_control_t, capacity, 16, 8)                     \
    FIELD(gr_ring_control_t, incarnation, 128, 8)                 \
    FIELD(gr_ring_control_t, fence, 256, 8)                       \
    FIELD(gr_ring_control_t, head, 384, 8)                        \
    FIELD(gr_ring_control_t, consumer_parked, 512, 4)             \
    FIELD(gr_ring_control_t, producer_parked, 640, 4)             \
    FIELD(gr_ring_control_t, producer_heartbeat_ns, 768, 8)       \
    FIELD(gr_ring_control_t, full_waits, 896, 8)                  \
    FIELD(gr_ring_control_t, producer_parks, 904, 8)              \
    FIELD(gr_ring_control_t, conflated, 912, 8)                   \
    FIELD(gr_ring_control_t, consumer_wakes, 920, 8)              \
    FIELD(gr_ring_control_t, high_water, 928, 8)                  \
    FIELD(gr_ring_control_t, consumer_parks, 1024, 8)             \
    FIELD(gr_ring_control_t, producer_wakes, 1032, 8)             \
    FIELD(gr_ring_control_t, consumer_resumes, 1040, 8)

GR_LAYOUT_ASSERT(GR_RING_LAYOUT)

// Field addresses: Swift cannot take the address of a member of a pointee.
#define GR_RING_FIELD(name, type) \
    static inline __attribute__((always_inline)) type *_Nonnull gr_ring_##name(gr_ring_control_t *_Nonnull r) { return &r->name; }
GR_RING_FIELD(magic, uint64_t)
GR_RING_FIELD(incarnation, uint64_t)
GR_RING_FIELD(fence, uint64_t)
GR_RING_FIELD(head, uint64_t)
GR_RING_FIELD(consumer_parked, uint32_t)
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

#endif
