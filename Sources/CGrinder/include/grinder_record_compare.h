// Whether two records say the same, for a worker that computes again what it had sent.
#ifndef GRINDER_RECORD_COMPARE_H
#define GRINDER_RECORD_COMPARE_H

#include <stdbool.h>
#include "grinder_records.h"

/// True when both are equal in every byte but the slot's sequence, the stamps of this
/// machine's clocks and the fence: the parts that are no function of the input.
bool gr_record_is_same_decision(const gr_record_t *_Nonnull a, const gr_record_t *_Nonnull b);

#endif
