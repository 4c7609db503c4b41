#ifndef GRADUS_SCRATCH_H
#define GRADUS_SCRATCH_H
#include <stddef.h>

/// A thread's own memory for one piece of work, at least `bytes` large and aligned to 64 bytes, kept for the next
/// piece: fresh pages cost more than the work. What a piece of work before left in it is lost when it has to grow.
/// It is freed when the thread ends.
void *gradus_scratch(size_t bytes);
#endif
