#ifndef GRADUS_SCRATCH_H
#define GRADUS_SCRATCH_H
#include <stddef.h>

/// Whose memory it is: a kernel that multiplies matrices keeps its own while the product uses the other.
enum { scratch_of_kernels, scratch_of_products, scratch_kinds };

/// A thread's own memory for one piece of work, at least `bytes` large and aligned to 64 bytes, kept for the next
/// piece: fresh pages cost more than the work. What a piece of work before left in it is lost when it has to grow.
/// It is freed when the thread ends. NULL when there is no memory.
void *gradus_scratch(int kind, size_t bytes);
#endif
