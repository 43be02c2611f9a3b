#include "CRingBaseline.h"
#include <stddef.h>
#include <string.h>

#define LINE_PAIR __attribute__((aligned(128)))
#define QUEUE(name, record)                                      \
    struct name {                                                \
        LINE_PAIR uint64_t tail; /* producer writes */           \
        LINE_PAIR uint64_t cached_head; /* producer's own */     \
        LINE_PAIR uint64_t head; /* consumer writes */           \
        LINE_PAIR uint64_t cached_tail; /* consumer's own */     \
        LINE_PAIR record slots[RB_CAPACITY];                     \
    }

QUEUE(queue64, rb_record64_t);
QUEUE(queue128, rb_record128_t);

struct rb_shared {
    LINE_PAIR rb_command_t command;
    LINE_PAIR uint64_t started;
    LINE_PAIR uint64_t finished;
    rb_answer_t answer;
    LINE_PAIR uint64_t ping;
    LINE_PAIR uint64_t pong;
    struct queue64 q64;
    struct queue128 q128;
};

static uint64_t acquire(const uint64_t *p) { return __atomic_load_n(p, __ATOMIC_ACQUIRE); }
static void release(uint64_t *p, uint64_t v) { __atomic_store_n(p, v, __ATOMIC_RELEASE); }

static void pause_core(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#else
    __asm__ __volatile__("" ::: "memory");
#endif
}

uint64_t rb_shared_size(void) { return (sizeof(struct rb_shared) + 4095) & ~(uint64_t)4095; }

void rb_ping(rb_shared_t *s, uint64_t count) {
    uint64_t n = acquire(&s->pong);
    for (uint64_t end = n + count; n != end;) {
        release(&s->ping, ++n);
        while (acquire(&s->pong) != n) pause_core();
    }
}

void rb_pong(rb_shared_t *s, uint64_t count) {
    uint64_t n = s->pong;
    for (uint64_t end = n + count; n != end;) {
        n++;
        while (acquire(&s->ping) != n) pause_core();
        release(&s->pong, n);
    }
}

#define PRODUCE(name, queue, record)                                              \
    void name(rb_shared_t *s, uint64_t count) {                                   \
        uint64_t tail = s->queue.tail;                                            \
        for (uint64_t i = 0; i < count; i++) {                                    \
            while (tail - s->queue.cached_head == RB_CAPACITY) {                  \
                s->queue.cached_head = acquire(&s->queue.head);                   \
                if (tail - s->queue.cached_head == RB_CAPACITY) pause_core();     \
            }                                                                     \
            record *r = &s->queue.slots[tail & (RB_CAPACITY - 1)];                \
            r->sequence = i + 1;                                                  \
            for (size_t w = 0; w < sizeof r->words / 8; w++) r->words[w] = i ^ w; \
            release(&s->queue.tail, ++tail);                                      \
        }                                                                         \
    }

#define CONSUME(name, queue, record)                                                \
    uint64_t name(rb_shared_t *s, uint64_t count) {                                 \
        uint64_t head = s->queue.head, sum = 0;                                     \
        for (uint64_t i = 0; i < count; i++) {                                      \
            while (head == s->queue.cached_tail) {                                  \
                s->queue.cached_tail = acquire(&s->queue.tail);                     \
                if (head == s->queue.cached_tail) pause_core();                     \
            }                                                                       \
            const record *r = &s->queue.slots[head & (RB_CAPACITY - 1)];            \
            for (size_t w = 0; w < sizeof r->words / 8; w++) sum += r->words[w];    \
            release(&s->queue.head, ++head);                                        \
        }                                                                           \
        return sum;                                                                 \
    }

PRODUCE(rb_produce64, q64, rb_record64_t)
PRODUCE(rb_produce128, q128, rb_record128_t)
CONSUME(rb_consume64, q64, rb_record64_t)
CONSUME(rb_consume128, q128, rb_record128_t)

void rb_post(rb_shared_t *s, uint64_t kind, uint64_t count) {
    uint64_t serial = s->command.serial + 1;
    s->command.kind = kind;
    s->command.count = count;
    release(&s->command.serial, serial);
    while (acquire(&s->started) != serial) pause_core();
}

rb_answer_t rb_await(rb_shared_t *s) {
    while (acquire(&s->finished) != s->command.serial) pause_core();
    return s->answer;
}

rb_command_t rb_next(rb_shared_t *s) {
    uint64_t last = s->finished;
    while (acquire(&s->command.serial) == last) pause_core();
    rb_command_t command = s->command;
    release(&s->started, command.serial);
    return command;
}

void rb_answer(rb_shared_t *s, uint64_t serial, rb_answer_t answer) {
    s->answer = answer;
    release(&s->finished, serial);
}
