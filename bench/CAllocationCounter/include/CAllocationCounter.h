// Counts heap traffic of the whole process by taking the allocator's place.
// Link this target into an executable and every malloc, calloc, realloc, aligned
// allocation and free of every library in it is counted.
#ifndef CALLOCATION_COUNTER_H
#define CALLOCATION_COUNTER_H

#include <stdint.h>

uint64_t ac_allocations(void);
uint64_t ac_frees(void);

#endif
