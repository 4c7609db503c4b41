#ifndef GRADUS_CEILING_H
#define GRADUS_CEILING_H

/// The largest block of memory, in bytes, that this thread may take for a tensor at present; LONG_MAX without
/// a limit.
long gradus_block_ceiling(void);
void gradus_set_block_ceiling(long bytes);
#endif
