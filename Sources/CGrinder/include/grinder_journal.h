// The journal on disk; docs/JOURNAL.md explains it.
//
// A segment file is one block with the segment header, then batches. A batch is a
// header and sections; a section is a header and records of one stream as they lay on
// their ring. Everything is little-endian as in memory, and every batch begins on a
// block. Positions count records of a stream since the journal began.
#ifndef GRINDER_JOURNAL_H
#define GRINDER_JOURNAL_H

#include <stdint.h>
#include "grinder_layout.h"

#define GR_JOURNAL_SEGMENT_MAGIC 0x3147455352524721ULL  // "!GRRSEG1"
#define GR_JOURNAL_BATCH_MAGIC 0x3154414252524721ULL    // "!GRRBAT1"
#define GR_JOURNAL_VERSION 1u
#define GR_JOURNAL_BLOCK 512
#define GR_JOURNAL_STREAMS 8
#define GR_JOURNAL_SECTION_ALIGN 64
#define GR_JOURNAL_BATCH_BYTES_MAX (1u << 20)

/// Streams. 1 to 5 are the ring kinds.
enum {
    GR_JOURNAL_MARKET = 1,
    GR_JOURNAL_INTENT = 2,
    GR_JOURNAL_REPORT = 3,
    GR_JOURNAL_REMEDIATION = 4,
    GR_JOURNAL_CONTROL = 5,
    GR_JOURNAL_CONFIGURATION = 6,  // the run's configuration page, before all else
    GR_JOURNAL_RESULT = 7,         // the run's result page, at its end
};

typedef struct gr_journal_segment {
    uint64_t magic;
    uint32_t version;
    uint32_t block_size;
    uint64_t records_hash;  // gr_records_hash() of the writer
    uint64_t instance_id_high;
    uint64_t instance_id_low;
    uint64_t index;        // of the segment, from 0
    uint64_t first_batch;  // number of its first batch
    uint64_t created_realtime_ns;
    uint64_t byte_count;  // preallocated
    uint64_t positions[GR_JOURNAL_STREAMS];  // records of each stream in earlier segments
    uint64_t pad[46];
    uint32_t previous;  // header checksum of the last batch before this segment, 0 at the beginning
    uint32_t checksum;  // CRC-32C of all bytes before
} gr_journal_segment_t;

typedef struct gr_journal_batch {
    uint64_t magic;
    uint64_t number;  // batches since the journal began, from 0
    uint32_t byte_count;  // header, sections and padding; a multiple of the block
    uint32_t section_count;
    uint64_t pad[3];
    uint32_t payload_checksum;  // CRC-32C of everything after this header
    uint32_t previous;          // header checksum of the batch before
    uint32_t reserved;
    uint32_t checksum;  // CRC-32C of all bytes of the header before
} gr_journal_batch_t;

typedef struct gr_journal_section {
    uint32_t stream;
    uint32_t record_size;  // a multiple of 64
    uint64_t first;        // position of the first record
    uint64_t count;
    uint64_t pad[5];
} gr_journal_section_t;

#define GR_JOURNAL_LAYOUT(SIZE, FIELD)                       \
    SIZE(gr_journal_segment_t, GR_JOURNAL_BLOCK)             \
    FIELD(gr_journal_segment_t, magic, 0, 8)                 \
    FIELD(gr_journal_segment_t, version, 8, 4)               \
    FIELD(gr_journal_segment_t, block_size, 12, 4)           \
    FIELD(gr_journal_segment_t, records_hash, 16, 8)         \
    FIELD(gr_journal_segment_t, instance_id_high, 24, 8)     \
    FIELD(gr_journal_segment_t, instance_id_low, 32, 8)      \
    FIELD(gr_journal_segment_t, index, 40, 8)                \
    FIELD(gr_journal_segment_t, first_batch, 48, 8)          \
    FIELD(gr_journal_segment_t, created_realtime_ns, 56, 8)  \
    FIELD(gr_journal_segment_t, byte_count, 64, 8)           \
    FIELD(gr_journal_segment_t, positions, 72, 64)           \
    FIELD(gr_journal_segment_t, previous, 504, 4)            \
    FIELD(gr_journal_segment_t, checksum, 508, 4)            \
    SIZE(gr_journal_batch_t, 64)                             \
    FIELD(gr_journal_batch_t, magic, 0, 8)                   \
    FIELD(gr_journal_batch_t, number, 8, 8)                  \
    FIELD(gr_journal_batch_t, byte_count, 16, 4)             \
    FIELD(gr_journal_batch_t, section_count, 20, 4)          \
    FIELD(gr_journal_batch_t, payload_checksum, 48, 4)       \
    FIELD(gr_journal_batch_t, previous, 52, 4)               \
    FIELD(gr_journal_batch_t, checksum, 60, 4)               \
    SIZE(gr_journal_section_t, GR_JOURNAL_SECTION_ALIGN)     \
    FIELD(gr_journal_section_t, stream, 0, 4)                \
    FIELD(gr_journal_section_t, record_size, 4, 4)           \
    FIELD(gr_journal_section_t, first, 8, 8)                 \
    FIELD(gr_journal_section_t, count, 16, 8)

GR_LAYOUT_ASSERT(GR_JOURNAL_LAYOUT)

#endif
