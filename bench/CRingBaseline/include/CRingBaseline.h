// What the rings are measured against, in C, between the same two processes:
//   - two cache lines that bounce: the floor of any round trip;
//   - an index-cursor SPSC queue in the manner of rigtorp's SPSCQueue: head and tail
//     on their own lines, each side with a cached copy of the other's index.
// And the mailbox through which the two processes agree on the next slice.
#ifndef CRING_BASELINE_H
#define CRING_BASELINE_H

#include <stdint.h>

#define RB_CAPACITY 1024

typedef struct rb_record64 {
    uint64_t sequence;
    uint64_t words[7];
} rb_record64_t;

typedef struct rb_record128 {
    uint64_t sequence;
    uint64_t words[15];
} rb_record128_t;

_Static_assert(sizeof(rb_record64_t) == 64, "");
_Static_assert(sizeof(rb_record128_t) == 128, "");

typedef struct rb_shared rb_shared_t;

uint64_t rb_shared_size(void);

/// Returns when the other process has echoed every count; the echoing half is rb_pong.
void rb_ping(rb_shared_t *_Nonnull s, uint64_t count);
void rb_pong(rb_shared_t *_Nonnull s, uint64_t count);

/// Writes `count` records whose words are derived from their number; see rb_mix.
void rb_produce64(rb_shared_t *_Nonnull s, uint64_t count);
void rb_produce128(rb_shared_t *_Nonnull s, uint64_t count);
/// Reads `count` records; the checksum over all payload words.
uint64_t rb_consume64(rb_shared_t *_Nonnull s, uint64_t count);
uint64_t rb_consume128(rb_shared_t *_Nonnull s, uint64_t count);

// ---- mailbox ----

typedef struct rb_command {
    uint64_t serial;
    uint64_t kind;
    uint64_t count;
} rb_command_t;

typedef struct rb_answer {
    uint64_t checksum;
    uint64_t allocations;
} rb_answer_t;

/// Parent: posts a slice and returns when the child is about to start it.
void rb_post(rb_shared_t *_Nonnull s, uint64_t kind, uint64_t count);
/// Parent: waits until the child has finished the slice.
rb_answer_t rb_await(rb_shared_t *_Nonnull s);
/// Child: waits for the next slice.
rb_command_t rb_next(rb_shared_t *_Nonnull s);
/// Child: finished.
void rb_answer(rb_shared_t *_Nonnull s, uint64_t serial, rb_answer_t answer);

#endif
