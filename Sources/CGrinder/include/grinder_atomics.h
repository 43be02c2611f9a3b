// Atomics on shared words.
//
// Purpose: the one place that decides memory order. Swift calls these inline
// functions and pays exactly the instruction the order needs: on x86-64 acquire
// loads and release stores are plain moves.
// Invariant: pointers are naturally aligned. Non-goal: types other than u32/u64.
#ifndef GRINDER_ATOMICS_H
#define GRINDER_ATOMICS_H

#include <stdbool.h>
#include <stdint.h>

#define GR_INLINE static inline __attribute__((always_inline))

GR_INLINE uint32_t gr_load_relaxed_u32(const uint32_t *_Nonnull p) { return __atomic_load_n(p, __ATOMIC_RELAXED); }
GR_INLINE uint64_t gr_load_relaxed_u64(const uint64_t *_Nonnull p) { return __atomic_load_n(p, __ATOMIC_RELAXED); }
GR_INLINE uint32_t gr_load_acquire_u32(const uint32_t *_Nonnull p) { return __atomic_load_n(p, __ATOMIC_ACQUIRE); }
GR_INLINE uint64_t gr_load_acquire_u64(const uint64_t *_Nonnull p) { return __atomic_load_n(p, __ATOMIC_ACQUIRE); }

GR_INLINE void gr_store_relaxed_u32(uint32_t *_Nonnull p, uint32_t v) { __atomic_store_n(p, v, __ATOMIC_RELAXED); }
GR_INLINE void gr_store_relaxed_u64(uint64_t *_Nonnull p, uint64_t v) { __atomic_store_n(p, v, __ATOMIC_RELAXED); }
GR_INLINE void gr_store_release_u32(uint32_t *_Nonnull p, uint32_t v) { __atomic_store_n(p, v, __ATOMIC_RELEASE); }
GR_INLINE void gr_store_release_u64(uint64_t *_Nonnull p, uint64_t v) { __atomic_store_n(p, v, __ATOMIC_RELEASE); }

// Read-modify-write operations are sequentially consistent: none of them is on
// a path that runs per record.
GR_INLINE uint32_t gr_fetch_add_u32(uint32_t *_Nonnull p, uint32_t v) { return __atomic_fetch_add(p, v, __ATOMIC_SEQ_CST); }
GR_INLINE uint64_t gr_fetch_add_u64(uint64_t *_Nonnull p, uint64_t v) { return __atomic_fetch_add(p, v, __ATOMIC_SEQ_CST); }
GR_INLINE uint32_t gr_exchange_u32(uint32_t *_Nonnull p, uint32_t v) { return __atomic_exchange_n(p, v, __ATOMIC_SEQ_CST); }
GR_INLINE uint64_t gr_exchange_u64(uint64_t *_Nonnull p, uint64_t v) { return __atomic_exchange_n(p, v, __ATOMIC_SEQ_CST); }

/// Strong compare-exchange. On failure `*expected` becomes what was found.
GR_INLINE bool gr_compare_exchange_u32(uint32_t *_Nonnull p, uint32_t *_Nonnull expected, uint32_t desired) {
    return __atomic_compare_exchange_n(p, expected, desired, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}
GR_INLINE bool gr_compare_exchange_u64(uint64_t *_Nonnull p, uint64_t *_Nonnull expected, uint64_t desired) {
    return __atomic_compare_exchange_n(p, expected, desired, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

/// Adds to a counter that has exactly one writer: a load and a store, no lock prefix.
GR_INLINE void gr_add_single_writer_u64(uint64_t *_Nonnull p, uint64_t v) {
    gr_store_relaxed_u64(p, gr_load_relaxed_u64(p) + v);
}

GR_INLINE void gr_fence_acquire(void) { __atomic_thread_fence(__ATOMIC_ACQUIRE); }
GR_INLINE void gr_fence_release(void) { __atomic_thread_fence(__ATOMIC_RELEASE); }
GR_INLINE void gr_fence_seq_cst(void) { __atomic_thread_fence(__ATOMIC_SEQ_CST); }
/// Orders the compiler only; see gr_barrier_all_processes for the other half.
GR_INLINE void gr_fence_compiler(void) { __atomic_signal_fence(__ATOMIC_SEQ_CST); }

/// Orders earlier stores before later ones. Free where the processor keeps stores in order.
GR_INLINE void gr_fence_stores(void) {
#if defined(__aarch64__)
    __asm__ __volatile__("dmb ishst" ::: "memory");
#elif defined(__x86_64__) || defined(__i386__)
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
#else
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
#endif
}

/// Tells the core that this is a spin: without it the exit from the loop is a
/// memory-order mis-speculation, and a sibling thread starves.
GR_INLINE void gr_pause(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ __volatile__("isb" ::: "memory");
#else
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
#endif
}

/// Asks for a line in writable state ahead of the store that needs it.
GR_INLINE void gr_prefetch_write(const void *_Nonnull p) { __builtin_prefetch(p, 1, 3); }
GR_INLINE void gr_prefetch_read(const void *_Nonnull p) { __builtin_prefetch(p, 0, 3); }

#endif
