// Trading record layouts live here. Each record begins with its u64 sequence and
// is a multiple of 64 bytes; list sizes and offsets in GR_RECORDS_LAYOUT (see
// grinder_layout.h) so that they take part in the layout hash.
#ifndef GRINDER_RECORDS_H
#define GRINDER_RECORDS_H

#include <stddef.h>
#include <stdint.h>

#define GR_RECORDS_LAYOUT(SIZE, FIELD)

#endif
