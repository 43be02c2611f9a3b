// One table of sizes and offsets, two uses.
//
// A layout table is a macro  X(SIZE, FIELD)  that lists
//     SIZE(type, bytes)
//     FIELD(type, field, offset, bytes)
// GR_LAYOUT_ASSERT(X) turns every line into a compile-time assertion;
// GR_LAYOUT_MIX(X, hash) folds the same lines into an FNV-1a hash. So the numbers
// are written once, are proven by the compiler, and decide whether two processes
// may share memory.
#ifndef GRINDER_LAYOUT_H
#define GRINDER_LAYOUT_H

#include <stddef.h>
#include <stdint.h>

#define GR_LAYOUT_SEED 0xcbf29ce484222325ULL
#define GR_LAYOUT_PRIME 0x100000001b3ULL

#define GR_LAYOUT_ASSERT_SIZE(type, bytes) \
    _Static_assert(sizeof(type) == (bytes), "size of " #type);
#define GR_LAYOUT_ASSERT_FIELD(type, field, offset, bytes)                       \
    _Static_assert(offsetof(type, field) == (offset), "offset of " #type "." #field); \
    _Static_assert(sizeof(((type *)0)->field) == (bytes), "size of " #type "." #field);
#define GR_LAYOUT_ASSERT(TABLE) TABLE(GR_LAYOUT_ASSERT_SIZE, GR_LAYOUT_ASSERT_FIELD)

#define GR_LAYOUT_MIX_ONE(hash, value) (((hash) ^ (uint64_t)(value)) * GR_LAYOUT_PRIME)

#endif
